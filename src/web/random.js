// WebCrypto, for random.rs. Everywhere we run it is the global `crypto`, unless somebody has taken it away.

/** Fills the bytes, and tells whether it could. */
export function fill(bytes) {
  try {
    crypto.getRandomValues(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * Browsers withhold `subtle` from pages that came over plain http from anywhere but this machine. The bytes are copied
 * before it returns: the module's memory moves on.
 */
export async function sha256(bytes) {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
