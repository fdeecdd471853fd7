// The entry of those who load the module themselves: as a file beside the script, streamed, and cached apart from it.
import * as glue from "./gen/checkout.js";
import { bind } from "./client.js";
import { wasmUnavailable } from "./error.js";
import { lazily } from "./load.js";

export { CheckoutError, isCheckoutError } from "./error.js";
export { VERSION } from "./version.js";

let last, loaded;

/**
 * Says where the module is. Each call is told of its own place, and a failure lets the next one name another; the place
 * that worked is used, and until then the one that was named last.
 */
export async function initialize(source) {
  const own = (last = loaded ?? lazily(glue, () => moduleOf(source)));
  await preload();
  loaded = own;
}

const load = () =>
  (loaded ?? last)?.() ??
  Promise.reject(wasmUnavailable("jeelpay-checkout/slim has no module yet: call initialize() first"));

/** What the engine can compile: hosts that do not know the type of wasm are common, and such an answer is not streamed. */
async function moduleOf(source) {
  const held = await (typeof source === "string" || source instanceof URL ? fetch(source) : source);
  if (typeof Response !== "function" || !(held instanceof Response)) return held;
  if (!held.ok) throw new Error(`HTTP ${held.status}`);
  const isStreamed = held.headers.get("content-type") === "application/wasm";
  return isStreamed ? WebAssembly.compileStreaming(held) : held.arrayBuffer();
}

export const {
  createCheckout,
  createClient,
  createSchoolingCheckout,
  getCheckout,
  pendingCheckout,
  preload,
  validateCheckout,
  validateSchoolingCheckout,
  waitForCheckout,
} = /* @__PURE__ */ bind(load);
