// What goes wrong beside the API: a ledger that fails or is damaged, prices that change between two tries, a
// handler that does not know its own address. No order is lost, and none is made twice.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { atOurPrice } from "./merchant.mjs";
import { created, draft, startShop } from "./shop.mjs";

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());
beforeEach(() => merchant.usual());

const KEY = () => ({ "idempotency-key": crypto.randomUUID() });
const checkoutsOf = async ({ reference_id }) =>
  (await sandbox.checkouts()).filter(({ request }) => request.reference_id === reference_id);
const recordOf = ({ reference_id }) => `order:reference ${reference_id}`;

test("an attempt is written down before the API is called, with its key and the digest of its body", async () => {
  const order = draft();
  const calls = async () =>
    (await sandbox.requests("POST", "/v3/checkout")).filter(({ body }) => body.includes(order.reference_id));
  const written = [];
  merchant.hold = async (method, key, next) => {
    if (method === "swap" && key === recordOf(order)) written.push([JSON.parse(next), await calls()]);
  };
  await created(shop, "remote", order);
  const [[[attempt], before]] = written;
  assert.deepEqual([before, attempt.checkout_id], [[], undefined]);
  assert.match(attempt.digest, /^[0-9a-f]{64}$/);
  const [call] = await calls();
  const headers = Object.fromEntries(call.headers.map(([name, value]) => [name.toLowerCase(), value]));
  assert.equal(headers["idempotency-key"], attempt.key);
});

test("a checkout whose pointer was not written is found after the next try", async () => {
  const order = draft();
  const headers = KEY();
  const first = await created(shop, "remote", order, headers);
  merchant.records.delete(`checkout:${first.checkout_id}`);
  const again = await created(shop, "remote", order, headers);
  assert.equal(again.checkout_id, first.checkout_id);
  const status = await shop.get(`/remote/api/v3/checkout/${first.checkout_id}`, { cookie: again.cookie });
  assert.equal((await status.json()).status, "PENDING");
});

test("a damaged record is not taken for none", async () => {
  const order = draft();
  await created(shop, "remote", order);
  const damaged = merchant.records.get(recordOf(order)).slice(0, 100);
  merchant.records.set(recordOf(order), damaged);
  assert.equal((await shop.create("remote", order)).status, 503);
  assert.equal(merchant.records.get(recordOf(order)), damaged);
  assert.equal((await checkoutsOf(order)).length, 1);
});

test("a second try is taken at the price that has changed meanwhile", async () => {
  const order = draft();
  const headers = KEY();
  const first = await created(shop, "memory", order, headers);
  merchant.answers.complete = (question) => {
    const completed = atOurPrice(question);
    return { ...completed, items: completed.items.map((item) => ({ ...item, unit_price: 300 })) };
  };
  const second = await created(shop, "memory", order, headers);
  assert.notEqual(second.checkout_id, first.checkout_id);
});

test("whoever changes an order for ever is stopped, and the others are not", async () => {
  const order = draft();
  const quantity = (number) => ({ ...order, items: [{ ...order.items[0], quantity: number }] });
  for (let number = 1; number <= 20; number++) await created(shop, "memory", quantity(number));
  assert.equal((await shop.create("memory", quantity(21))).status, 429);
  assert.equal((await shop.create("memory", quantity(7))).status, 200);
  assert.equal((await shop.create("memory", draft())).status, 200);
});

test("the addresses are of the origin that the handler was told", async () => {
  const order = draft();
  const headers = {
    "x-test": JSON.stringify({ publicOrigin: "https://shop.example" }),
    origin: "https://shop.example",
  };
  await created(shop, "memory", order, headers);
  const [{ request }] = await checkoutsOf(order);
  assert.match(request.urls.redirect_url, /^https:\/\/shop\.example\/memory\/api\/return\/[0-9a-f]{96}$/);
  assert.equal(request.urls.notification_url, "https://shop.example/memory/api/webhooks");
  const foreign = await shop.create("memory", draft(), { ...headers, origin: shop.url });
  assert.equal(foreign.status, 403);
});
