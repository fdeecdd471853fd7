// The edge handler in the real workerd: which requests it takes, and what it refuses before anything is spent.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { clientOptions, startSandbox } from "../support/sandbox.mjs";
import { startWorker } from "../support/worker.mjs";

const DRAFT = {
  reference_id: "order_12345",
  buyer: { mobile_number: "512345678" },
  items: [{ item_name: "Rust, from the ground up", quantity: 1, reference_id: "course-7" }],
};

let sandbox, shop;
before(async () => {
  sandbox = await startSandbox();
  const bindings = { CLIENT_OPTIONS: clientOptions(sandbox.url), PAGE_SCRIPT: "" };
  shop = await startWorker(new URL("workers/shop.js", import.meta.url).pathname, { bindings });
});
after(() => Promise.all([shop?.stop(), sandbox?.stop()]));
beforeEach(() => sandbox.reset());

const post = (path, body, headers = {}) =>
  fetch(`${shop.url}/api/jeelpay${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: shop.url, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const get = (path, headers) => fetch(`${shop.url}/api/jeelpay${path}`, { headers });

test("a draft becomes a checkout at the merchant's price", async () => {
  const reply = await post("/v3/checkout", DRAFT);
  assert.equal(reply.status, 200, await reply.clone().text());
  const created = await reply.json();
  const [request] = await sandbox.requests("POST", "/v3/checkout");
  assert.equal(JSON.parse(request.body).items[0].total_cost, 450.25);
  assert.equal(new URL(created.redirect_url).origin, sandbox.url);
});

test("the status is told to the browser that created the checkout, and to nobody else", async () => {
  const reply = await post("/v3/checkout", { ...DRAFT, reference_id: "order_mine" });
  const { checkout_id } = await reply.json();
  const cookie = reply.headers.get("set-cookie").split(";")[0];

  const told = await get(`/v3/checkout/${checkout_id}`, { cookie });
  assert.equal(told.status, 200);
  const details = await told.json();
  assert.deepEqual([details.checkout_id, details.status], [checkout_id, "PENDING"]);

  for (const headers of [{}, { cookie: cookie.replace(/=.*/, "=guessed") }]) {
    assert.equal((await get(`/v3/checkout/${checkout_id}`, headers)).status, 404);
  }
});

test("a price that the page sends is not taken", async () => {
  const items = [{ ...DRAFT.items[0], unit_price: 1, total_cost: 1 }];
  const reply = await post("/v3/checkout", { ...DRAFT, reference_id: "order_cheap", items });
  assert.equal(reply.status, 200, await reply.clone().text());
  const [request] = await sandbox.requests("POST", "/v3/checkout");
  const { unit_price, total_cost } = JSON.parse(request.body).items[0];
  assert.deepEqual([unit_price, total_cost], [450.25, 450.25]);
});

test("another origin is refused, and nothing reaches the API", async () => {
  for (const origin of ["https://elsewhere.example", "null", shop.url.replace("http:", "https:")]) {
    const reply = await post("/v3/checkout", DRAFT, { origin });
    assert.equal(reply.status, 403, origin);
    assert.equal(reply.headers.get("access-control-allow-origin"), null);
  }
  assert.deepEqual(await sandbox.requests(), []);
});

test("a draft with faults is refused with every fault, and nothing reaches the API", async () => {
  const reply = await post("/v3/checkout", { buyer: { mobile_number: "12" }, items: [] });
  assert.equal(reply.status, 400);
  assert.ok((await reply.json()).errors.length > 0);
  assert.deepEqual(await sandbox.requests(), []);
});

test("what is no JSON, no route or no method of ours is refused", async () => {
  assert.equal((await post("/v3/checkout", "{")).status, 400);
  assert.equal((await get("/v3/nothing")).status, 404);
  assert.equal((await get("/v3/checkout")).status, 405);
  assert.deepEqual(await sandbox.requests("POST", "/v3/checkout"), []);
});

test("a forged webhook is refused", async () => {
  const body = JSON.stringify({ checkout_id: "00000000-0000-4000-8000-000000000000", status: "SUCCEEDED" });
  assert.equal((await post("/webhooks", body)).status, 401);
  const signature = Buffer.alloc(32).toString("base64");
  assert.equal((await post("/webhooks", body, { "x-jeel-signature": signature })).status, 401);
});
