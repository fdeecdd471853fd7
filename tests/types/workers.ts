// A Worker with Cloudflare's own types, as its users write one.
import { createEdgeHandler } from "jeelpay-checkout/edge";
import type { EdgeConfig } from "jeelpay-checkout/edge";
import { CheckoutLedger } from "jeelpay-checkout/cloudflare";

interface Env {
  LEDGER: DurableObjectNamespace<Ledger>;
  UNTYPED: DurableObjectNamespace;
  TOKENS: KVNamespace;
  CLIENT_SECRET: string;
}

const configOf = (env: Env): EdgeConfig => ({
  environment: "sandbox",
  clientId: "id",
  clientSecret: env.CLIENT_SECRET,
  ledger: env.LEDGER,
  tokenStore: env.TOKENS,
  returnUrl: "/thanks",
  completeCheckout() {
    throw new Error("nothing is sold");
  },
});

export class Ledger extends CheckoutLedger<Env> {
  override config() {
    return configOf(this.env);
  }
}

export const untyped = (env: Env) => createEdgeHandler({ ...configOf(env), ledger: env.UNTYPED });

export default {
  async fetch(request, env, context) {
    return createEdgeHandler(configOf(env))(request, context);
  },
} satisfies ExportedHandler<Env>;
