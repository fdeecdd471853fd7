// What goes wrong beside the API: a ledger that fails or is damaged, prices that change between two tries, a
// handler that does not know its own address. No order is lost, and none is made twice.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { COURSES } from "../support/sandbox.mjs";
import { eventually } from "./eventually.mjs";
import { gate, openGates } from "./gate.mjs";
import { atOurPrice } from "./merchant.mjs";
import { created, draft, startShop } from "./shop.mjs";

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());
afterEach(openGates);
beforeEach(() => merchant.usual());

const HOUR = 3_600_000;
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

/** Makes an order older than it is. */
function age(order, ms) {
  const attempts = JSON.parse(merchant.records.get(recordOf(order)));
  const aged = attempts.map((attempt) => ({ ...attempt, began: attempt.began - ms }));
  merchant.records.set(recordOf(order), JSON.stringify(aged));
}

test("nobody is sent to a page that may have expired unheard, without a question", async () => {
  const nowhere = { notification_url: `${shop.url}/nowhere` };
  merchant.answers.complete = (question) => ({ ...atOurPrice(question), urls: nowhere });
  const questions = async ({ checkout_id }) =>
    (await sandbox.requests("GET", `/v3/checkout/${checkout_id}`)).length;
  const first = await created(shop, "remote");
  await created(shop, "remote", first.order);
  assert.equal(await questions(first), 0, "it is young");
  age(first.order, 2 * HOUR);
  assert.equal((await created(shop, "remote", first.order)).checkout_id, first.checkout_id);
  assert.equal(await questions(first), 1);
  const asking = { match: { method: "GET", path: "/v3/checkout/{id}" }, fault: "status", status: 404 };
  await sandbox.fault(asking);
  assert.equal((await created(shop, "remote", first.order)).checkout_id, first.checkout_id);
  await sandbox.decide(first.checkout_id, "EXPIRED");
  const second = await created(shop, "remote", first.order);
  assert.notEqual(second.checkout_id, first.checkout_id);
  await eventually(() => merchant.told(first.checkout_id).length === 1, "EXPIRED is told");
  assert.equal((await created(shop, "remote", first.order)).checkout_id, second.checkout_id);
});

test("of two checkouts that the API makes for one key, buyers are sent to the one that is known", async () => {
  const order = draft();
  const held = gate();
  const isSecond = (method, key, next) =>
    key === recordOf(order) && method === "swap" && /redirect_/.test(next);
  merchant.hold = (...step) => {
    if (!isSecond(...step)) return undefined;
    merchant.hold = undefined;
    return held.pass();
  };
  const early = created(shop, "remote", order);
  await held.reached; // there is a checkout, which is not written down yet
  await sandbox.advance(25 * HOUR); // the API has forgotten the key
  const late = await created(shop, "remote", order);
  held.open();
  assert.equal((await early).checkout_id, late.checkout_id);
  assert.equal((await early).redirect_url, late.redirect_url);
  const [one, other] = await checkoutsOf(order);
  const lost = [one, other].find(({ checkout_id }) => checkout_id !== late.checkout_id);
  const line = (await shop.inside("lines")).find(({ code }) => code === "second_checkout");
  assert.deepEqual([line.status, line.checkout_id], [200, late.checkout_id]);
  assert.ok(line.message.includes(lost.checkout_id));
});

test("an order that the API refuses leaves no way back, and a page's key and an attempt for a while", async () => {
  await sandbox.fault({ match: { path: "/v3/checkout" }, fault: "status", status: 422 });
  const [order, headers] = [draft(), KEY()];
  const before = new Set(merchant.records.keys());
  assert.equal((await shop.create("remote", order, headers)).status, 422);
  const left = [...merchant.records.keys()].filter((key) => !before.has(key)).sort();
  assert.deepEqual(left, [`attempt:${headers["idempotency-key"]}`, recordOf(order)]);
});

test("the ledger tells drafts apart by what cannot be guessed, also while the secret is being changed", async () => {
  const [mine, yours] = [KEY(), KEY()];
  const changed = {
    "x-test": JSON.stringify({ clientSecret: ["sandbox-courses-secret-2027", COURSES.clientSecret] }),
  };
  const first = await created(shop, "remote", draft(), mine);
  const digestOf = (headers) =>
    JSON.parse(merchant.records.get(`attempt:${headers["idempotency-key"]}`)).detail;
  for (const headers of [mine, yours]) {
    const again = await created(shop, "remote", first.order, { ...headers, ...changed });
    assert.equal(again.checkout_id, first.checkout_id);
  }
  assert.notEqual(digestOf(yours), digestOf(mine), "the same draft, by another secret");
  const other = { ...first.order, buyer: { mobile_number: "587654321" } };
  assert.equal((await shop.create("remote", other, { ...mine, ...changed })).status, 409);
});

test("a page is told when to try again, as far as anybody knows", async () => {
  const busy = { match: { path: "/v3/checkout" }, fault: "status", status: 429, retry_after: "40" };
  await sandbox.fault(busy);
  const reply = await shop.create("memory", draft());
  assert.deepEqual([reply.status, reply.headers.get("retry-after")], [429, "40"]);
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

test("a record whose sum is damaged is not taken for one of nothing", async () => {
  const order = draft();
  await created(shop, "remote", order);
  const damaged = merchant.records.get(recordOf(order)).replace('"amount":450.25', '"amount":-450.25');
  merchant.records.set(recordOf(order), damaged);
  assert.equal((await shop.create("remote", order)).status, 503);
  assert.equal(merchant.records.get(recordOf(order)), damaged);
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
  assert.equal((await shop.create("memory", quantity(21))).status, 409);
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
