// In CommonJS, every entry has the same declarations.
import { createCheckout, isCheckoutError } from "jeelpay-checkout";
import type { Checkout, ItemsDraft } from "jeelpay-checkout";
import { CheckoutLedger } from "jeelpay-checkout/cloudflare";
import { createServerClient, memoryLedger } from "jeelpay-checkout/edge";
import type { EdgeConfig } from "jeelpay-checkout/edge";
import { initialize } from "jeelpay-checkout/slim";

export async function calls(draft: ItemsDraft, config: EdgeConfig): Promise<Checkout> {
  await initialize(new URL("https://shop.example/checkout.wasm"));
  createServerClient({ environment: "sandbox", clientId: "id", clientSecret: "secret" });
  const kept = { ...config, ledger: memoryLedger() };
  if (isCheckoutError(draft)) throw draft;
  // @ts-expect-error options are required
  createCheckout(draft);
  // @ts-expect-error a ledger must be named
  kept.ledger = undefined;
  return createCheckout(draft, { baseUrl: "/api/jeelpay" });
}

export class Kept extends CheckoutLedger<{ config: EdgeConfig }> {
  override config() {
    return this.env.config;
  }
}
