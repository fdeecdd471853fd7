// The entry of Vercel's edge and its like, which take a module compiled at deployment and refuse bytes.
import * as glue from "./gen/checkout.js";
import module from "./gen/checkout_bg.wasm?module";
import { bind } from "./client.js";
import { atOnce } from "./load.js";

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
} = /* @__PURE__ */ bind(/* @__PURE__ */ atOnce(glue, module));
