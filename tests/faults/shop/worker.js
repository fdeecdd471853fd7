// A shop that remembers nothing in its pages, so that whatever one order comes to is the package's doing.
import { createEdgeHandler, memoryLedger } from "jeelpay-checkout/edge";

let handler;

export default {
  fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/api/jeelpay/")) {
      handler ??= createEdgeHandler(config(env));
      return handler(request, context);
    }
    if (pathname === "/shop.js") return reply("text/javascript", env.PAGE_SCRIPT);
    return reply("text/html", PAGE);
  },
};

const config = (env) => ({
  ...env.CLIENT_OPTIONS,
  timeout: 600_000,
  deadline: 600_000,
  ledger: memoryLedger(),
  completeCheckout: (draft) => ({
    ...draft,
    items: draft.items.map((item) => ({ ...item, unit_price: 450.25 })),
  }),
  returnUrl: "/thanks",
});

const reply = (type, body) => new Response(body, { headers: { "content-type": `${type}; charset=utf-8` } });

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8" />
<title>A shop</title>
<link rel="icon" href="data:," />
<input type="number" value="1" />
<button>Pay in instalments</button>
<a href="/elsewhere">Elsewhere</a>
<output></output>
<script type="module" src="/shop.js"></script>
</html>`;
