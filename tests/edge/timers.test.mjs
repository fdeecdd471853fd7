// What is waited for with a limit leaves nothing behind when it has come: a timer would keep a process from its end.
import assert from "node:assert/strict";
import { getActiveResourcesInfo } from "node:process";
import { test } from "node:test";
import { createEdgeHandler, createServerClient, memoryLedger, signWebhook } from "jeelpay-checkout/edge";
import { draft } from "./shop.mjs";

const ORIGIN = "http://localhost:8787";
const credentials = {
  apiUrl: "https://api.shop.example",
  authUrl: "https://auth.shop.example/oauth2/token",
  clientId: "a client that counts timers",
  clientSecret: "secret",
  redirectOrigins: ["https://checkout.shop.example"],
  tokenStore: { get: async () => null, put: async () => {} },
  fetch: async ({ url, method }) => {
    if (url.endsWith("/oauth2/token")) return Response.json({ access_token: "token", expires_in: 300 });
    if (method === "GET") return Response.json({ status: "SUCCEEDED" });
    const checkout_id = crypto.randomUUID();
    return Response.json({ checkout_id, redirect_url: "https://checkout.shop.example/x" });
  },
};
const told = [];
const handle = createEdgeHandler({
  ...credentials,
  ledger: memoryLedger(),
  returnUrl: async () => "/thanks",
  onStatus: async ({ status }) => void told.push(status),
  completeCheckout: async ({ items, ...order }) => ({
    ...order,
    items: items.map((item) => ({ ...item, unit_price: 1 })),
  }),
});

const timers = () => getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
const post = (path, body, headers) =>
  handle(
    new Request(`${ORIGIN}/api/jeelpay${path}`, { method: "POST", headers, body: JSON.stringify(body) }),
  );

test("a creation, a delivery and a question leave no timer", async () => {
  const before = timers();
  const created = await post("/v3/checkout", draft(), { "content-type": "application/json" });
  assert.equal(created.status, 200);
  assert.equal(timers(), before, "a creation");

  const { checkout_id } = await created.json();
  const event = { checkout_id, status: "SUCCEEDED" };
  const signature = await signWebhook(JSON.stringify(event), credentials.clientSecret);
  assert.equal((await post("/webhooks", event, { "x-jeel-signature": signature })).status, 204);
  assert.deepEqual(told, ["SUCCEEDED"]);
  assert.equal(timers(), before, "a delivery");

  const client = createServerClient({ ...credentials, clientId: "another client that counts timers" });
  assert.equal((await client.getCheckout(checkout_id)).status, "SUCCEEDED");
  assert.equal(timers(), before, "a question");
});
