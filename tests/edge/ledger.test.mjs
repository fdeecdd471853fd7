// What any ledger must do, asked of each: compare and set, and orders that nobody can create twice.
import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { after, before, beforeEach, test } from "node:test";
import { createCheckout } from "jeelpay-checkout";
import { eventually } from "./eventually.mjs";
import { created, draft, startShop } from "./shop.mjs";

const LEDGERS = ["memory", "durable"];

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());
beforeEach(async () => {
  await sandbox.clearFaults();
  merchant.usual();
});

/** A test of each ledger. */
const each = (name, work) => LEDGERS.forEach((ledger) => test(`${ledger}: ${name}`, () => work(ledger)));

const keyed = (key) => ({ "idempotency-key": key });
const withSeats = (order, quantity) => ({ ...order, items: [{ ...order.items[0], quantity }] });
const checkoutsOf = async ({ reference_id }) =>
  (await sandbox.checkouts()).filter(({ request }) => request.reference_id === reference_id);

each("get tells what is there, swap stores only over what was expected", async (name) => {
  const key = `test:${crypto.randomUUID()}`;
  const call = async (...call) => (await shop.inside("ledger", { name, calls: [call] }))[0];
  assert.equal(await call("get", key), null);
  assert.equal(await call("swap", key, "something", "a"), null);
  assert.equal(await call("get", key), null);
  assert.equal(await call("swap", key, null, "a"), null);
  assert.equal(await call("swap", key, null, "b"), "a");
  assert.equal(await call("get", key), "a");
  assert.equal(await call("swap", key, "a", "ب"), "a");
  assert.equal(await call("swap", key, "a", "c"), "ب");
  assert.equal(await call("get", key), "ب");
  assert.equal(await call("get", `${key}:other`), null);
});

each("of 50 swaps at once on one key, one wins in each round", async (name) => {
  const key = `test:${crypto.randomUUID()}`;
  for (let [round, value] = [0, null]; round < 5; round++) {
    const calls = Array.from({ length: 50 }, (_, at) => ["swap", key, value, `${round}-${at}`]);
    const found = await shop.inside("ledger", { name, calls });
    const winners = found.flatMap((was, at) => (was === value ? [`${round}-${at}`] : []));
    const [now] = await shop.inside("ledger", { name, calls: [["get", key]] });
    assert.deepEqual(winners, [now]);
    value = now;
  }
});

each("the same attempt again is the same checkout", async (ledger) => {
  const order = draft();
  const key = keyed(crypto.randomUUID());
  const [first, again] = [await created(shop, ledger, order, key), await created(shop, ledger, order, key)];
  const otherKey = await created(shop, ledger, order, keyed(crypto.randomUUID()));
  assert.equal(again.checkout_id, first.checkout_id);
  assert.equal(otherKey.checkout_id, first.checkout_id);
  assert.equal(again.redirect_url, first.redirect_url);
  assert.equal((await checkoutsOf(order)).length, 1);
});

each("a double click is one checkout", async (ledger) => {
  const order = draft();
  const clicks = Array.from({ length: 10 }, () => created(shop, ledger, order));
  const ids = new Set((await Promise.all(clicks)).map(({ checkout_id }) => checkout_id));
  assert.equal(ids.size, 1);
  assert.equal((await checkoutsOf(order)).length, 1);
});

each("a reply that was lost costs no second checkout", async (ledger) => {
  const order = draft();
  const lost = { match: { method: "POST", path: "/v3/checkout" }, fault: "lost_reply" };
  await sandbox.fault({ ...lost, times: 3 });
  assert.equal((await shop.create(ledger, order)).status, 503); // however often it was repeated
  const { checkout_id } = await created(shop, ledger, order);
  const there = await checkoutsOf(order);
  assert.deepEqual(
    there.map((checkout) => checkout.checkout_id),
    [checkout_id],
  );
});

each("another body under the same key is a conflict, and the client says so", async (ledger) => {
  const order = draft();
  const key = crypto.randomUUID();
  await created(shop, ledger, order, keyed(key));
  const other = withSeats(order, 2);
  const refused = await shop.create(ledger, other, keyed(key));
  assert.equal(refused.status, 409);
  assert.equal((await refused.json()).errors[0].id, "IDEMPOTENCY-CONFLICT");
  const options = { baseUrl: shop.api(ledger), redirectOrigins: [sandbox.url], idempotencyKey: key };
  await assert.rejects(createCheckout(other, options), { code: "idempotency_conflict" });
  await assert.rejects(createCheckout(draft(), options), { code: "idempotency_conflict" });
  assert.equal((await checkoutsOf(order)).length, 1);
});

each("a key that is none is refused, and nothing is sent", async (ledger) => {
  const order = draft();
  for (const key of ["k".repeat(256), "two words", "clé"]) {
    const refused = await shop.create(ledger, order, keyed(key));
    assert.equal(refused.status, 400, key);
    assert.deepEqual(
      (await refused.json()).issues.map(({ path, code }) => [path, code]),
      [["Idempotency-Key", "format"]],
    );
  }
  assert.deepEqual(await checkoutsOf(order), []);
  assert.equal((await shop.create(ledger, order, keyed("k".repeat(255)))).status, 200);
});

/** Ends a checkout there, and gives what `onStatus` was told of it. */
async function ended({ checkout_id }, status) {
  await sandbox.decide(checkout_id, status);
  await eventually(() => merchant.told(checkout_id).length > 0, `onStatus of ${checkout_id}`);
  return merchant.told(checkout_id)[0];
}

each("a changed order supersedes; a late success of the earlier one is marked", async (ledger) => {
  const order = draft();
  const first = await created(shop, ledger, order);
  const second = await created(shop, ledger, withSeats(order, 2));
  assert.notEqual(second.checkout_id, first.checkout_id);
  const late = await ended(first, "SUCCEEDED");
  const { reference_id } = order;
  assert.deepEqual(late, {
    id: `${first.checkout_id}:SUCCEEDED`,
    checkout_id: first.checkout_id,
    status: "SUCCEEDED",
    previous: "PENDING",
    reference_id,
    snapshot: {
      kind: "items",
      amount: 450.25,
      reference_id,
      items: [{ reference_id: "course-7", quantity: 1, total_cost: 450.25 }],
    },
    superseded: true,
  });
  const again = await ended(second, "SUCCEEDED");
  assert.equal(again.earlier_success, first.checkout_id);
  assert.equal(again.superseded, undefined);
  assert.equal(again.snapshot.amount, 900.5);
});

each("orders that have no reference_id are told apart by their pages' keys", async (ledger) => {
  const { reference_id, ...order } = draft();
  const [key, otherKey] = [keyed(crypto.randomUUID()), keyed(crypto.randomUUID())];
  const first = await created(shop, ledger, order, key);
  const other = await created(shop, ledger, order, otherKey);
  assert.notEqual(other.checkout_id, first.checkout_id);
  const more = await created(shop, ledger, withSeats(order, 2), keyed(crypto.randomUUID()));
  assert.equal((await created(shop, ledger, order, key)).checkout_id, first.checkout_id);
  for (const checkout of [first, other, more]) {
    const told = await ended(checkout, "SUCCEEDED");
    assert.deepEqual(
      [told.status, told.superseded, told.earlier_success, told.reference_id],
      ["SUCCEEDED", undefined, undefined, undefined],
    );
  }
});

each("a change that the API refuses supersedes nothing", async (ledger) => {
  const order = draft();
  const first = await created(shop, ledger, order);
  await sandbox.fault({ match: { method: "POST", path: "/v3/checkout" }, fault: "status", status: 400 });
  assert.equal((await shop.create(ledger, withSeats(order, 2))).status, 422);
  const success = await ended(first, "SUCCEEDED");
  assert.deepEqual([success.status, success.superseded], ["SUCCEEDED", undefined]);
});

each("an order that was declined or has expired can be tried again", async (ledger) => {
  for (const status of ["REJECTED", "EXPIRED"]) {
    const order = draft();
    const first = await created(shop, ledger, order);
    await ended(first, status);
    const second = await created(shop, ledger, order);
    assert.notEqual(second.checkout_id, first.checkout_id);
    const success = await ended(second, "SUCCEEDED");
    assert.deepEqual([success.superseded, success.earlier_success], [undefined, undefined]);
  }
});

each("an order that was paid is not created again", async (ledger) => {
  const order = draft();
  const first = await created(shop, ledger, order);
  await ended(first, "SUCCEEDED");
  assert.equal((await created(shop, ledger, order)).checkout_id, first.checkout_id);
  assert.equal((await checkoutsOf(order)).length, 1);
});

each("an order that was paid is not created again after its secret was replaced", async (ledger) => {
  const order = draft();
  const first = await created(shop, ledger, order);
  await ended(first, "SUCCEEDED");
  // The sandbox takes the old secret only: whoever asks for a checkout by the new one gets none.
  const replaced = { "x-test": '{"clientSecret":"sandbox-courses-secret-2027"}' };
  const again = await created(shop, ledger, order, replaced);
  assert.deepEqual([again.checkout_id, again.cookie], [first.checkout_id, undefined]);
  assert.equal((await created(shop, ledger, order, replaced)).checkout_id, first.checkout_id);
  assert.equal((await shop.create(ledger, withSeats(order, 2), replaced)).status, 500);
});

/** A question that comes to a shop by another name than this machine's. */
async function askAs(host, path, asked = shop) {
  const question = request(asked.url + path, { headers: { host } }).end();
  const [reply] = await once(question, "response");
  reply.resume();
  await once(reply, "end");
}

test("memory: outside development there is one warning, and from a ledger that lasts there is none", async () => {
  const warnings = () => shop.inside("warnings");
  const behindProxy = { "x-test": '{"publicOrigin":"https://shop.example"}' };
  const status = (ledger) => `/${ledger}/api/v3/checkout/${crypto.randomUUID()}`;
  await created(shop, "memory");
  await shop.get(status("durable"), behindProxy);
  await askAs("shop.example", status("durable"));
  await askAs("localhost:8787", status("memory"));
  assert.deepEqual(await warnings(), []);
  await shop.get(status("memory"), behindProxy);
  const [warning, ...more] = await warnings();
  assert.match(warning, /memoryLedger\(\) forgets orders/);
  assert.deepEqual(more, []);
  await askAs("shop.example", status("memory"));
  assert.equal((await warnings()).length, 1);
});

test("memory: a request by the name of a shop is outside development", async () => {
  const other = await startShop();
  try {
    const warnings = () => other.inside("warnings");
    await other.get(`/memory/api/v3/checkout/${crypto.randomUUID()}`);
    assert.deepEqual(await warnings(), []);
    await askAs("shop.example", "/memory/api/nothing", other);
    assert.equal((await warnings()).length, 1);
  } finally {
    await other.stop();
  }
});
