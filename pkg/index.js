// The entry of pages, Node, Deno, Bun, and whoever else may compile WebAssembly from bytes.
import * as glue from "./gen/checkout.js";
import text from "./gen/checkout.inline.js";
import { decode } from "./bytes.js";
import { bind } from "./client.js";
import { lazily } from "./load.js";

export { CheckoutError, isCheckoutError } from "./error.js";
export { VERSION } from "./version.js";
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
} = /* @__PURE__ */ bind(/* @__PURE__ */ lazily(glue, () => decode(text)));
