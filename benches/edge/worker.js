// What is measured: the edge handler with each ledger, and beside it what one would write by hand without it.
import { CheckoutLedger } from "jeelpay-checkout/cloudflare";
import { createEdgeHandler, memoryLedger } from "jeelpay-checkout/edge";
import { forward, priced } from "./forward.js";

const configOf = (env, mount) => ({
  ...env.CLIENT_OPTIONS,
  basePath: `/${mount}`,
  returnUrl: "/thanks",
  completeCheckout: (draft) => ({ ...priced(draft), ...(env.URLS && { urls: env.URLS }) }),
  async onStatus(event) {
    const reply = await fetch(env.SINK_URL, { method: "POST", body: JSON.stringify(event) });
    if (!reply.ok) throw new Error("not taken");
  },
});

export class Ledger extends CheckoutLedger {
  config() {
    return configOf(this.env, "durable");
  }
}

let handlers;

function handlersOf(env) {
  const memory = memoryLedger();
  const handler = (mount, ledger) => createEdgeHandler({ ...configOf(env, mount), ledger });
  return {
    durable: handler("durable", env.LEDGER),
    memory: handler("memory", memory),
    bare: (request) => forward(request, env.CLIENT_OPTIONS),
  };
}

export default {
  fetch(request, env, context) {
    handlers ??= handlersOf(env);
    const [, mount] = new URL(request.url).pathname.split("/");
    return handlers[mount](request, context);
  },
};
