// What a page gets that imports the merchant's side: a refusal, before any secret can follow.
import { CheckoutError } from "./error.js";

throw new CheckoutError({
  code: "secret_in_browser",
  message: "jeelpay-checkout/edge holds the merchant's secret and must not be part of a page",
});
