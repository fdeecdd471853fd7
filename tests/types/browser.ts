// In a page, the server's entry has nothing to offer.

// @ts-expect-error the secret does not belong here
import { createServerClient } from "jeelpay-checkout/edge";
// The storefront's has all.
import { createCheckout } from "jeelpay-checkout";

export { createCheckout, createServerClient };
