// A stranger's shop: its page, its prices, and the edge handler, in one worker.
import { createEdgeHandler, memoryLedger } from "jeelpay-checkout/edge";

const PRICES = { "course-7": 450.25 };

let handler;

export default {
  fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/api/jeelpay/")) {
      handler ??= createEdgeHandler(config(env));
      return handler(request, context);
    }
    if (pathname === "/shop.js") return reply("text/javascript", env.PAGE_SCRIPT);
    if (pathname === "/") return reply("text/html", PAGE);
    return new Response("Not found", { status: 404 });
  },
};

function config(env) {
  return {
    ...env.CLIENT_OPTIONS,
    ledger: memoryLedger(),
    completeCheckout: complete,
    returnUrl: "/thanks",
  };
}

function complete(draft, { request }) {
  const items = draft.items.map((item) => ({ ...item, unit_price: PRICES[item.reference_id] }));
  const { origin } = new URL(request.url);
  const urls = { redirect_url: `${origin}/thanks`, notification_url: `${origin}/api/jeelpay/webhooks` };
  return { ...draft, items, urls };
}

const reply = (type, body) =>
  new Response(body, { headers: { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" } });

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8" />
<title>A shop</title>
<link rel="icon" href="data:," />
<button id="pay">Pay in instalments</button>
<output id="problem"></output>
<script type="module" src="/shop.js"></script>
</html>`;
