// What the browser is told about every answer of the store.

const policy = (sandbox) =>
  [
    "default-src 'none'",
    // WebAssembly is compiled in the page; nothing else is ever made into code.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    // A form posted without a script is answered by a redirect to the hosted page, which this must
    // allow too.
    `form-action 'self' ${sandbox}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

export function securityHeaders(env) {
  return {
    "content-security-policy": policy(env.SANDBOX_URL),
    "x-content-type-options": "nosniff",
    // Not "no-referrer": that would also blank the Origin of our own forms, which the checkout's
    // routes check.
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
  };
}
