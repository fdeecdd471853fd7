// What is measured: the edge handler with each ledger, and beside it what one would write by hand without it.
import { CheckoutLedger } from "jeelpay-checkout/cloudflare";
import { createEdgeHandler, memoryLedger } from "jeelpay-checkout/edge";
import { forward, priced } from "./forward.js";

/** For so long one is left to tell a status before another may, in ms. */
const TELLING_MS = 130_000;

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

  /** How many orders have something left to confirm or to tell. */
  open() {
    const isOpen = ({ claimed, untold }) => claimed || untold.length > 0;
    return this.#orders().filter(({ attempts }) => attempts.some(isOpen)).length;
  }

  /** As if the time were over of those who began to tell something before a date, and an alarm were due. */
  elapse(before) {
    for (const { key, text, attempts } of this.#orders()) {
      for (const attempt of attempts) {
        if (attempt.telling_until < before + TELLING_MS) attempt.telling_until = 0;
      }
      this.swap(key, text, JSON.stringify(attempts));
    }
    this.sql.exec("UPDATE record SET due = ? WHERE due IS NOT NULL", Date.now());
    return this.ctx.storage.setAlarm(Date.now());
  }

  #orders() {
    const rows = this.sql.exec("SELECT key, value FROM record WHERE key LIKE 'order:%'").toArray();
    return rows.map(({ key, value }) => ({ key, text: value, attempts: JSON.parse(value) }));
  }
}

/** All objects of the ledger are asked. */
async function askLedger({ LEDGER }, { pathname, searchParams }) {
  const objects = Array.from({ length: 64 }, (_, number) =>
    LEDGER.get(LEDGER.idFromName(`ledger ${number}`)),
  );
  if (pathname === "/ledger/elapse") {
    await Promise.all(objects.map((object) => object.elapse(Number(searchParams.get("before")))));
    return new Response(null, { status: 204 });
  }
  const open = await Promise.all(objects.map((object) => object.open()));
  return new Response(String(open.reduce((sum, number) => sum + number)));
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
    const url = new URL(request.url);
    const [, mount] = url.pathname.split("/");
    if (mount === "ledger") return askLedger(env, url);
    return handlers[mount](request, context);
  },
};
