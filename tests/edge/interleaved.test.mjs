// Deliveries that meet what else is on its way: a creation whose answer has not come yet, another delivery. Steps of
// the ledger are held where they meet.
import assert from "node:assert/strict";
import { request } from "node:http";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { COURSES } from "../support/sandbox.mjs";
import { eventually } from "./eventually.mjs";
import { gate, openGates } from "./gate.mjs";
import { atOurPrice } from "./merchant.mjs";
import { created, draft, sign, startShop } from "./shop.mjs";

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());
afterEach(openGates);
beforeEach(() => merchant.usual());

/** Whether a step of the ledger makes a checkout known, or leaves its status for whoever does. */
const isPointer = (method, key, next) =>
  method === "swap" && key.startsWith("checkout:") && "order" in JSON.parse(next);
const isEarly = (method, key, next) =>
  method === "swap" && key.startsWith("checkout:") && "early" in JSON.parse(next);

/** The id of the checkout that the sandbox has made for an order. */
const idOf = async ({ reference_id }) =>
  (await sandbox.checkouts()).find(({ request }) => request.reference_id === reference_id).checkout_id;

const told = (id, status) =>
  eventually(() => merchant.told(id).length > 0, `${status} of ${id}`).then(() =>
    assert.deepEqual(
      merchant.told(id).map((event) => event.status),
      [status],
    ),
  );

test("a status that comes before the answer to its creation is told when that has come", async () => {
  for (const [status, before] of [
    ["REJECTED", []],
    ["SUCCEEDED", []],
    ["SUCCEEDED", ["PENDING", "ON_HOLD"]],
  ]) {
    const order = draft();
    const held = gate();
    merchant.hold = (...step) => (isPointer(...step) ? held.pass() : undefined);
    const creation = shop.create("remote", order);
    await held.reached;
    const id = await idOf(order);
    for (const earlier of before) await shop.deliver("remote", { checkout_id: id, status: earlier });
    await sandbox.decide(id, status);
    const isEarly = () => JSON.parse(merchant.records.get(`checkout:${id}`) ?? "{}").early === status;
    await eventually(isEarly, "an early status");
    held.open();
    assert.equal((await creation).status, 200);
    await told(id, status);
  }
});

test("a success that comes early, and that the API denies, is in the log by a code of its own", async () => {
  const order = draft();
  const held = gate();
  merchant.hold = (...step) => (isPointer(...step) ? held.pass() : undefined);
  merchant.answers.complete = (question) => ({
    ...atOurPrice(question),
    urls: { notification_url: `${shop.url}/nowhere` }, // the test delivers
  });
  const creation = shop.create("remote", order);
  await held.reached;
  const checkout_id = await idOf(order);
  await sandbox.decide(checkout_id, "EXPIRED");
  assert.equal((await shop.deliver("remote", { checkout_id, status: "SUCCEEDED" })).status, 503);
  held.open();
  assert.equal((await creation).status, 200);
  await told(checkout_id, "EXPIRED");
  const isOdd = (line) => line.checkout_id === checkout_id && line.code === "contradiction";
  const { route } = await eventually(async () => (await shop.inside("lines")).find(isOdd), "a line about it");
  assert.equal(route, "create");
});

test("without alarms, a status that comes early is delivered again, until its creation must have ended", async () => {
  const order = draft();
  const held = gate();
  merchant.hold = (...step) => (isPointer(...step) ? held.pass() : undefined);
  const creation = shop.create("remote", order);
  await held.reached;
  const checkout_id = await idOf(order);
  await sandbox.decide(checkout_id, "SUCCEEDED");
  const asking = {
    match: { method: "GET", path: "/v3/checkout/{id}" },
    times: 3,
    fault: "status",
    status: 503,
  };
  await sandbox.fault(asking);
  const deliver = async (mount, id) =>
    (await shop.deliver(mount, { checkout_id: id, status: "SUCCEEDED" })).status;
  assert.equal(await deliver("remote", checkout_id), 503);
  held.open();
  assert.equal((await creation).status, 200); // it has asked in vain
  await sandbox.clearFaults();
  assert.equal(await deliver("remote", checkout_id), 204);
  await told(checkout_id, "SUCCEEDED");

  const stranger = crypto.randomUUID();
  const key = `checkout:${stranger}`;
  assert.equal(await deliver("remote", stranger), 503);
  const left = JSON.parse(merchant.records.get(key));
  merchant.records.set(key, JSON.stringify({ ...left, since: left.since - 120_000 }));
  assert.equal(await deliver("remote", stranger), 204);
  assert.equal(await deliver("alarmed", crypto.randomUUID()), 204);
});

test("a delivery whose sender hangs up goes on, and is not begun again", async () => {
  const { checkout_id, deliver } = await ended("memory");
  const telling = gate();
  merchant.answers.status = () => telling.pass();
  const body = JSON.stringify({ checkout_id, status: "REJECTED" });
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "x-jeel-signature": sign(body, COURSES.clientSecret),
  };
  const sender = request(`${shop.api("memory")}/webhooks`, { method: "POST", headers });
  sender.on("error", () => {}).end(body);
  await telling.reached;
  sender.socket.resetAndDestroy();
  assert.equal((await deliver()).status, 503); // it is still at work
  telling.open();
  await eventually(async () => (await deliver()).status === 204, "it was told");
  assert.equal(merchant.told(checkout_id).length, 1);
});

test("a status that comes just while the creation looks for it is told", async () => {
  const order = draft();
  const [looking, keeping] = [gate(), gate()];
  merchant.hold = (...step) => {
    if (isPointer(...step)) return looking.pass();
    if (isEarly(...step)) return keeping.pass();
  };
  const creation = shop.create("remote", order);
  await looking.reached;
  const id = await idOf(order);
  await sandbox.decide(id, "REJECTED");
  await keeping.reached; // the delivery has looked for the order, in vain
  looking.open();
  assert.equal((await creation).status, 200); // the creation has looked for a status, in vain
  keeping.open();
  await told(id, "REJECTED");
});

/** A checkout that has come to its end, whose webhook is the test's to deliver. */
async function ended(mount) {
  merchant.answers.complete = (question) => ({
    ...atOurPrice(question),
    urls: { notification_url: `${shop.url}/nowhere` },
  });
  const checkout = await created(shop, mount);
  await sandbox.decide(checkout.checkout_id, "REJECTED");
  const { checkout_id } = checkout;
  const deliver = () => shop.deliver(mount, { checkout_id, status: "REJECTED" });
  return { checkout_id, record: `order:reference ${checkout.order.reference_id}`, deliver };
}

test("a delivery is answered when it is written down, and not before", async () => {
  const { checkout_id, record, deliver } = await ended("alarmed");
  const writing = gate();
  merchant.hold = (method, key) => (method === "swap" && key === record ? writing.pass() : undefined);
  let isAnswered = false;
  const delivery = deliver().finally(() => (isAnswered = true));
  await writing.reached;
  for (let answers = 0; answers < 10; answers++) await shop.get("/memory/api/nothing");
  assert.equal(isAnswered, false);
  writing.open();
  assert.equal((await delivery).status, 204);
  await told(checkout_id, "REJECTED");
});

test("a delivery takes over from another that tells its status in vain", async () => {
  const { checkout_id, record, deliver } = await ended("remote");
  const [telling, looking] = [gate(), gate()];
  merchant.answers.status = async () => {
    await telling.pass();
    throw new Error("the shop's database is away");
  };
  const first = deliver();
  await telling.reached;
  merchant.answers.status = () => undefined;
  let reads = 0;
  merchant.hold = (method, key) =>
    method === "get" && key === record && ++reads === 2 ? looking.pass() : undefined;
  const second = deliver(); // it finds that the first is telling, and looks once more
  await Promise.race([looking.reached, second]);
  telling.open();
  assert.equal((await first).status, 503);
  looking.open();
  assert.equal((await second).status, 204);
  const [failed, again] = merchant.told(checkout_id);
  assert.deepEqual(again, { ...failed, redelivered: true });
});
