// What the headers of a request ask for, and those that are longer than anybody's.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createEdgeHandler, memoryLedger } from "jeelpay-checkout/edge";
import { draft } from "./shop.mjs";

const ORIGIN = "http://localhost:8787";
const handle = createEdgeHandler({
  environment: "sandbox",
  clientId: "id",
  clientSecret: "secret",
  ledger: memoryLedger(),
  returnUrl: "/thanks",
  completeCheckout: ({ items, ...order }) => ({
    ...order,
    items: items.map((item) => ({ ...item, unit_price: 1 })),
  }),
  fetch: async ({ url }) =>
    Response.json(
      url.endsWith("/oauth2/token")
        ? { access_token: "token", expires_in: 300 }
        : { checkout_id: crypto.randomUUID(), redirect_url: "https://checkout.jeel.co/x" },
    ),
});

const ask = (method, path, headers, body) =>
  handle(new Request(`${ORIGIN}/api/jeelpay${path}`, { method, headers, body }));
const create = (headers) =>
  ask("POST", "/v3/checkout", { "content-type": "application/json", ...headers }, JSON.stringify(draft()));

test("a key that is too long to be kept is refused, however long it is", async () => {
  for (const length of [256, 16_385, 17_000]) {
    const reply = await create({ "idempotency-key": "k".repeat(length) });
    assert.equal(reply.status, 400, String(length));
    const [{ path, code }] = (await reply.json()).issues;
    assert.deepEqual([path, code], ["Idempotency-Key", "format"]);
  }
});

test("whoever refuses HTML is not answered as a person", async () => {
  for (const accept of [
    "application/json, text/html;q=0",
    "application/json, text/html; q=0.000",
    "text/html;level=1;Q=0, */*",
    "application/x-text/html",
    "text/html-fragment",
  ]) {
    assert.equal((await create({ accept })).status, 200, accept);
  }
  for (const accept of [
    "text/html",
    "Text/HTML;q=0.1",
    "application/xhtml+xml,text/html;level=1",
    "*/* , text/html",
  ]) {
    assert.equal((await create({ accept })).status, 303, accept);
  }
});
