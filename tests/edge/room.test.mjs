// An order has room for so many checkouts that may still succeed. Those that have ended unheard, and changes that the
// API refuses, keep nobody out.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { createCheckout } from "jeelpay-checkout";
import { gate, openGates } from "./gate.mjs";
import { atOurPrice } from "./merchant.mjs";
import { created, draft, startShop } from "./shop.mjs";
import { witnesses } from "./witnesses.mjs";

const ROOM = 20;
const HOUR = 3_600_000;
const GET = { method: "GET", path: "/v3/checkout/{id}" };
const POST = { method: "POST", path: "/v3/checkout" };

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());
afterEach(openGates);
beforeEach(async () => {
  await sandbox.clearFaults();
  merchant.usual();
  // What becomes of a checkout is heard of by nobody.
  const nowhere = { notification_url: `${shop.url}/nowhere` };
  merchant.answers.complete = (question) => ({ ...atOurPrice(question), urls: nowhere });
});
const { told, statusesOf, questions } = witnesses(() => shop);

const withSeats = (order, quantity) => ({ ...order, items: [{ ...order.items[0], quantity }] });

/** An order that was changed until it had no room; and its checkouts. */
async function full(mount) {
  const order = draft();
  const checkouts = [];
  for (let seats = 1; seats <= ROOM; seats++) {
    checkouts.push(await created(shop, mount, withSeats(order, seats)));
  }
  return { order, checkouts };
}

/** Makes an order older than it is. */
function age({ reference_id }, ms) {
  const key = `order:reference ${reference_id}`;
  const aged = JSON.parse(merchant.records.get(key)).map(({ began, asked_at = 0, ...attempt }) => {
    return { ...attempt, began: began - ms, asked_at: Math.max(0, asked_at - ms) };
  });
  merchant.records.set(key, JSON.stringify(aged));
}

const asked = async (checkouts) =>
  (await Promise.all(checkouts.map(questions))).reduce((sum, count) => sum + count, 0);

const refusal = async (reply) => [reply.status, (await reply.json()).errors[0].id];

for (const mount of ["remote", "alarmed"]) {
  test(`${mount}: checkouts that have expired unheard keep no room, and one is asked about for each change`, async () => {
    const { order, checkouts } = await full(mount);
    for (const { checkout_id } of checkouts) await sandbox.decide(checkout_id, "EXPIRED");
    const change = (seats) => shop.create(mount, withSeats(order, seats));
    assert.deepEqual(await refusal(await change(21)), [409, "ORDER-FULL"], "they may still be used");
    assert.equal(await asked(checkouts), 0);
    age(order, 2 * HOUR);
    assert.equal((await change(21)).status, 200);
    assert.equal((await change(22)).status, 200);
    assert.deepEqual(await Promise.all(checkouts.slice(0, 3).map(questions)), [1, 1, 0]);
    await told(checkouts[0], "EXPIRED");
    await told(checkouts[1], "EXPIRED");
  });
}

test("checkouts that may still succeed keep their room, and cost a few questions, of each in turn", async () => {
  const { order, checkouts } = await full("remote");
  age(order, 2 * HOUR);
  const change = () => shop.create("remote", withSeats(order, 21));
  assert.deepEqual(await refusal(await change()), [409, "ORDER-FULL"]);
  const first = await asked(checkouts);
  assert.ok(first >= 1 && first <= 4, `${first} questions`);
  await change();
  assert.ok((await asked(checkouts)) <= 2 * first);
  assert.ok((await Promise.all(checkouts.map(questions))).every((count) => count <= 1));
  await sandbox.decide(checkouts.at(-1).checkout_id, "EXPIRED");
  let statuses = [];
  while (statuses.length < ROOM && statuses.at(-1) !== 200) statuses.push((await change()).status);
  assert.equal(statuses.at(-1), 200, "each has its turn");
});

test("an API that does not answer is asked once", async () => {
  const { order, checkouts } = await full("remote");
  age(order, 2 * HOUR);
  await sandbox.fault({ match: GET, times: 100, fault: "status", status: 503 });
  const reply = await shop.create("remote", withSeats(order, 21));
  assert.deepEqual(await refusal(reply), [409, "ORDER-FULL"]);
  assert.equal(await asked(checkouts), 1);
});

test("a page waits for the merchant's functions once, and not for each end that is found", async () => {
  const { order, checkouts } = await full("remote");
  for (const { checkout_id } of checkouts) await sandbox.decide(checkout_id, "EXPIRED");
  age(order, 2 * HOUR);
  const telling = gate();
  merchant.answers.status = () => telling.pass();
  const hasty = { "x-test": '{"timeout":2000}' };
  const reply = await shop.create("remote", withSeats(order, 21), hasty);
  assert.deepEqual(await refusal(reply), [409, "ORDER-FULL"]);
  assert.equal(await asked(checkouts), 1);
  telling.open();
  await told(checkouts[0], "EXPIRED");
});

test("an end that could not be told makes room once it is", async () => {
  const { order, checkouts } = await full("remote");
  const [first] = checkouts;
  merchant.answers.status = () => {
    throw new Error("the shop's database is away");
  };
  await sandbox.decide(first.checkout_id, "EXPIRED");
  await shop.deliver("remote", { checkout_id: first.checkout_id, status: "EXPIRED" });
  const change = () => shop.create("remote", withSeats(order, 21));
  assert.deepEqual(await refusal(await change()), [409, "ORDER-FULL"], "what was not told is kept");
  merchant.answers.status = () => undefined;
  const before = await asked(checkouts);
  assert.equal((await change()).status, 200);
  assert.equal(await asked(checkouts), before, "it has ended");
  assert.deepEqual(new Set(statusesOf(first)), new Set(["EXPIRED"]));
});

test("changes that the API refuses keep no room", async () => {
  const order = draft();
  await sandbox.fault({ match: POST, times: ROOM, fault: "status", status: 400 });
  for (let seats = 1; seats <= ROOM; seats++) {
    assert.equal((await shop.create("remote", withSeats(order, seats))).status, 422);
  }
  assert.equal((await shop.create("remote", withSeats(order, ROOM + 1))).status, 200);
});

test("an order without room is refused for good: its page does not try again, and a person reads why", async () => {
  const { order } = await full("remote");
  let calls = 0;
  const counting = (...call) => {
    calls++;
    return fetch(...call);
  };
  const options = { baseUrl: shop.api("remote"), redirectOrigins: [sandbox.url], fetch: counting };
  await assert.rejects(createCheckout(withSeats(order, 21), options), (error) => {
    assert.deepEqual([error.code, error.status, error.retryable], ["rejected_by_api", 409, false]);
    return error.errors[0].id === "ORDER-FULL";
  });
  assert.equal(calls, 1);
  const shown = { accept: "text/html", "accept-language": "ar" };
  const page = await shop.create("remote", withSeats(order, 21), shown);
  assert.equal(page.status, 409);
  assert.match(await page.text(), /<li>عُدّل هذا الطلب مرات كثيرة[^<]*<\/li>/);
  const line = (await shop.inside("lines")).at(-1);
  assert.deepEqual([line.status, line.code], [409, "order_full"]);
});
