// Where a handler is mounted, and what the platform gives it for the merchant's functions.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createEdgeHandler, memoryLedger } from "jeelpay-checkout/edge";
import { draft, sign } from "./shop.mjs";

const ORIGIN = "http://localhost:8787";
const SECRET = "secret";
const ID = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01";

/** A handler; `sent` has the orders that reach the API, and `seen` what the merchant's functions are called with. */
function mounted(basePath) {
  const [sent, seen] = [[], []];
  const fetch = async (request) => {
    if (request.url.endsWith("/oauth2/token"))
      return Response.json({ access_token: "token", expires_in: 300 });
    if (request.method === "GET") return Response.json({ status: "SUCCEEDED" });
    sent.push(await request.json());
    return Response.json({ checkout_id: ID, redirect_url: "https://checkout.jeel.co/x" });
  };
  const handle = createEdgeHandler({
    environment: "sandbox",
    clientId: "id",
    clientSecret: SECRET,
    basePath,
    ledger: memoryLedger(),
    returnUrl: "/thanks",
    completeCheckout({ items, ...order }, about) {
      seen.push(["completeCheckout", about]);
      return { ...order, items: items.map((item) => ({ ...item, unit_price: 1 })) };
    },
    onStatus: ({ status }, context) => void seen.push([status, context]),
    fetch,
  });
  const post = (path, body, headers, context) => {
    const request = new Request(ORIGIN + path, { method: "POST", headers, body: JSON.stringify(body) });
    return { request, answered: handle(request, context) };
  };
  return { post, sent, seen };
}

const JSON_BODY = { "content-type": "application/json" };

for (const [basePath, prefix, cookiePath] of [
  ["/pay", "/pay", "/pay"],
  ["/pay/", "/pay", "/pay"],
  ["/pay//", "/pay", "/pay"],
  ["/", "", "/"],
]) {
  test(`mounted on ${basePath}, it is reached there, and its cookie goes there`, async () => {
    const { post, sent } = mounted(basePath);
    const reply = await post(`${prefix}/v3/checkout`, draft(), JSON_BODY).answered;
    assert.equal(reply.status, 200);
    const attributes = reply.headers.get("set-cookie").split("; ").slice(1);
    assert.deepEqual(
      attributes.filter((attribute) => /^path=/i.test(attribute)),
      [`Path=${cookiePath}`],
    );
    const [{ urls }] = sent;
    assert.equal(urls.notification_url, `${ORIGIN}${prefix}/webhooks`);
    assert.ok(urls.redirect_url.startsWith(`${ORIGIN}${prefix}/return/`), urls.redirect_url);
  });
}

test("the platform's context reaches completeCheckout and onStatus, the request completeCheckout", async () => {
  const { post, seen } = mounted("/pay");
  const [creating, delivering] = [{ of: "the creation" }, { of: "the delivery" }];
  const { request, answered } = post("/pay/v3/checkout", draft(), JSON_BODY, creating);
  assert.equal((await answered).status, 200);
  const event = { checkout_id: ID, status: "SUCCEEDED" };
  const headers = { ...JSON_BODY, "x-jeel-signature": sign(JSON.stringify(event), SECRET) };
  assert.equal((await post("/pay/webhooks", event, headers, delivering).answered).status, 204);
  const [[first, about], [second, context], ...more] = seen;
  assert.deepEqual([first, second, more], ["completeCheckout", "SUCCEEDED", []]);
  assert.deepEqual(Object.keys(about).sort(), ["context", "kind", "request"]);
  assert.equal(about.kind, "items");
  assert.equal(about.request, request);
  assert.equal(about.context, creating);
  assert.equal(context, delivering);
});
