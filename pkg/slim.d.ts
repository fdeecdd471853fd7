export * from "./index.js";

/**
 * Gives the module, `jeelpay-checkout/checkout.wasm`: by its address, as the answer to a fetch, as bytes, or compiled.
 * Until then, every function rejects with `wasm_unavailable`. When it rejects, it may be called again. Of several calls at
 * once each is told of its own place; a module that was loaded stays.
 */
export function initialize(
  source: string | URL | Response | PromiseLike<Response> | BufferSource | WebAssembly.Module,
): Promise<void>;
