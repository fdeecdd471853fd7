// The alarm of a Durable Object makes up for webhooks that were lost. It goes off when the test says so; what it
// does then, and whether it comes again, is what is tested.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { eventually } from "./eventually.mjs";
import { created, draft, startShop } from "./shop.mjs";

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());
beforeEach(async () => {
  await sandbox.clearFaults();
  merchant.usual();
});

/** A checkout whose webhooks are lost. */
async function unheard() {
  merchant.answers.complete = ({ draft }) => ({
    ...draft,
    items: draft.items.map((item) => ({ ...item, unit_price: 1 })),
    urls: { notification_url: `${shop.url}/nowhere` },
  });
  const checkout = await created(shop, "durable", draft());
  return { ...checkout, key: `order:reference ${checkout.order.reference_id}` };
}

const statusesOf = ({ checkout_id }) => merchant.told(checkout_id).map(({ status }) => status);
const questions = async ({ checkout_id }) =>
  (await sandbox.requests("GET", `/v3/checkout/${checkout_id}`)).length;
const alarmOf = ({ key }) => shop.inside("alarm", { key });

/** Lets the alarm go off, and waits until it has done its work; gives what the log was told. */
async function ring({ key, checkout_id }) {
  const said = async () => (await shop.inside("lines")).filter((line) => line.checkout_id === checkout_id);
  const before = (await said()).length;
  await shop.inside("ring", { key });
  const lines = await eventually(async () => {
    const now = await said();
    return now.length > before && now;
  }, "a line of the alarm");
  return lines.slice(before);
}

test("an order is looked after from its beginning", async () => {
  const checkout = await unheard();
  const inMs = (await alarmOf(checkout)) - Date.now();
  assert.ok(inMs > 0 && inMs <= 30_000, `the alarm is in ${inMs} ms`);
});

test("a pending checkout is asked about, and again later", async () => {
  const checkout = await unheard();
  const [line] = await ring(checkout);
  assert.equal(line.route, "reconcile");
  assert.equal(await questions(checkout), 1);
  assert.deepEqual(statusesOf(checkout), []);
  const inMs = await eventually(async () => (await alarmOf(checkout)) - Date.now(), "another alarm");
  assert.ok(inMs > 50_000 && inMs <= 60_000, `the alarm is in ${inMs} ms`);
});

for (const status of ["SUCCEEDED", "REJECTED", "EXPIRED"]) {
  test(`${status} is told although its webhook was lost, and then there are no more alarms`, async () => {
    const checkout = await unheard();
    await sandbox.decide(checkout.checkout_id, status);
    await ring(checkout);
    assert.deepEqual(statusesOf(checkout), [status]);
    await eventually(async () => (await alarmOf(checkout)) === null, "no alarm");
    const asked = await questions(checkout);
    await shop.inside("ring", { key: checkout.key });
    await eventually(async () => (await alarmOf(checkout)) === null, "no alarm");
    assert.equal(await questions(checkout), asked);
    assert.deepEqual(statusesOf(checkout), [status]);
  });
}

test("what onStatus threw for is told again", async () => {
  const checkout = await unheard();
  await sandbox.decide(checkout.checkout_id, "SUCCEEDED");
  merchant.answers.status = () => {
    throw new Error("the shop's database is away");
  };
  const [line] = await ring(checkout);
  assert.equal(line.code, "invalid_options");
  assert.deepEqual(statusesOf(checkout), ["SUCCEEDED"]);
  await eventually(() => alarmOf(checkout), "another alarm");
  merchant.usual();
  await ring(checkout);
  assert.deepEqual(statusesOf(checkout), ["SUCCEEDED", "SUCCEEDED"]);
  await eventually(async () => (await alarmOf(checkout)) === null, "no alarm");
});

test("a success that was announced, and not confirmed at first, is confirmed", async () => {
  const checkout = await unheard();
  const { checkout_id } = checkout;
  await shop.deliver("durable", { checkout_id, status: "SUCCEEDED" });
  await eventually(async () => (await questions(checkout)) === 1, "a question");
  await sandbox.decide(checkout_id, "SUCCEEDED");
  await ring(checkout);
  assert.deepEqual(statusesOf(checkout), ["SUCCEEDED"]);
});

test("an API that cannot be asked is asked again", async () => {
  const checkout = await unheard();
  await sandbox.decide(checkout.checkout_id, "REJECTED");
  const asking = { method: "GET", path: "/v3/checkout/{id}" };
  await sandbox.fault({ match: asking, times: 3, fault: "status", status: 503 });
  const [line] = await ring(checkout);
  assert.equal(line.code, "unavailable");
  await eventually(() => alarmOf(checkout), "another alarm");
  await ring(checkout);
  assert.deepEqual(statusesOf(checkout), ["REJECTED"]);
});
