// The alarm of a Durable Object makes up for webhooks that were lost. It goes off when the test says so; what it
// does then, and whether it comes again, is what is tested.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { alarms, DAY, HOUR } from "./alarms.mjs";
import { eventually } from "./eventually.mjs";
import { created, draft, startShop } from "./shop.mjs";
import { witnesses } from "./witnesses.mjs";

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());
const { statusesOf, toldNoMore, questions } = witnesses(() => shop);
const { unheard, alarmOf, age, ring, atRest } = alarms(() => shop);
beforeEach(async () => {
  await sandbox.clearFaults();
  merchant.usual();
});

test("an order is looked after from its beginning", async () => {
  const checkout = await unheard();
  for (const time of [await alarmOf(checkout), await shop.inside("nextAlarm", checkout)]) {
    const inMs = time - Date.now();
    assert.ok(inMs > 0 && inMs <= 30_000, `the alarm is in ${inMs} ms`);
  }
});

test("a pending checkout is asked about, and again later", async () => {
  const checkout = await unheard();
  const [line] = await ring(checkout);
  assert.equal(line.route, "reconcile");
  assert.equal(await questions(checkout), 1);
  assert.deepEqual(statusesOf(checkout), []);
  const inMs = await eventually(async () => (await alarmOf(checkout)) - Date.now(), "another alarm");
  assert.ok(inMs > 50_000 && inMs <= 60_000, `the alarm is in ${inMs} ms`);
  const goesOff = async () => (await shop.inside("nextAlarm", checkout)) <= (await alarmOf(checkout));
  await eventually(goesOff, "an alarm for it");
});

for (const status of ["SUCCEEDED", "REJECTED", "EXPIRED"]) {
  test(`${status} is told although its webhook was lost, and then the order is at rest`, async () => {
    const checkout = await unheard();
    await sandbox.decide(checkout.checkout_id, status);
    await ring(checkout);
    assert.deepEqual(statusesOf(checkout), [status]);
    await atRest(checkout);
    const asked = await questions(checkout);
    await shop.inside("ring", { key: checkout.key });
    await atRest(checkout);
    await toldNoMore("durable", checkout, status);
    assert.equal(await questions(checkout), asked);
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
  await atRest(checkout);
  await toldNoMore("durable", checkout, "SUCCEEDED", "SUCCEEDED");
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

for (const status of [404, 503]) {
  test(`what is known is told while the API answers ${status}`, async () => {
    const checkout = await unheard();
    const { checkout_id } = checkout;
    await sandbox.decide(checkout_id, "SUCCEEDED");
    merchant.answers.status = () => {
      throw new Error("the shop's database is away");
    };
    await ring(checkout);
    assert.deepEqual(statusesOf(checkout), ["SUCCEEDED"]);
    const asked = await questions(checkout);
    merchant.usual();
    const asking = { method: "GET", path: "/v3/checkout/{id}" };
    await sandbox.fault({ match: asking, times: 100, fault: "status", status });
    await ring(checkout);
    await atRest(checkout);
    await sandbox.clearFaults();
    await toldNoMore("durable", checkout, "SUCCEEDED", "SUCCEEDED");
    assert.equal(await questions(checkout), asked, "there was nothing to ask");
  });
}

test("a status that becomes known late, and is told in vain, is told again", async () => {
  const checkout = await unheard();
  const { checkout_id } = checkout;
  await age(checkout, 8 * DAY);
  await sandbox.decide(checkout_id, "SUCCEEDED");
  merchant.answers.status = () => {
    throw new Error("the shop's database is away");
  };
  await shop.deliver("durable", { checkout_id, status: "SUCCEEDED" });
  const hasFailed = async () =>
    (await shop.inside("lines")).some(
      (line) => line.route === "settle" && line.checkout_id === checkout_id && line.code,
    );
  await eventually(hasFailed, "onStatus, in vain");
  merchant.usual();
  await ring(checkout);
  await toldNoMore("durable", checkout, "SUCCEEDED", "SUCCEEDED");
});

test("a page that waits asks for the alarm too", async () => {
  const checkout = await unheard();
  const { checkout_id, cookie, key } = checkout;
  await shop.get(`/durable/api/v3/checkout/${checkout_id}`, { cookie });
  assert.equal(await questions(checkout), 1);
  const inMs = async () => (await alarmOf(checkout)) - Date.now();
  assert.ok((await inMs()) <= 30_000, "writing to the order has made it due soon");
  await shop.inside("ring", { key });
  await eventually(async () => (await inMs()) > 50_000, "the alarm comes when it is due");
  assert.equal(await questions(checkout), 1);
});

test("a checkout is asked about past the two hours in which it may expire, for a day", async () => {
  const checkout = await unheard();
  await age(checkout, 2 * HOUR + 60_000);
  await ring(checkout);
  assert.equal(await questions(checkout), 1);
  await eventually(async () => (await alarmOf(checkout)) - Date.now() > 30 * 60_000 - 1000, "a later alarm");
  assert.ok((await alarmOf(checkout)) - Date.now() < HOUR);
  await age(checkout, DAY);
  await shop.inside("ring", { key: checkout.key });
  await atRest(checkout);
  assert.equal(await questions(checkout), 1);
});

test("an order is forgotten after 400 days, with all that led to it", async () => {
  const [old, young] = [await unheard(), await unheard()];
  const { request } = await sandbox.checkout(old.checkout_id);
  const back = new URL(request.urls.redirect_url).pathname;
  await sandbox.decide(old.checkout_id, "SUCCEEDED");
  await ring(old);
  assert.deepEqual(statusesOf(old), ["SUCCEEDED"]);
  await age(old, 401 * DAY);
  await shop.inside("ring", { key: old.key });
  await eventually(async () => (await alarmOf(old)) === null, "nothing to come back for");
  const [record] = await shop.inside("ledger", { name: "durable", calls: [["get", old.key]] });
  assert.equal(record, null);

  await shop.inside("agePointers", { to: old.checkout_id, ms: 401 * DAY });
  await shop.inside("agePointers", { to: new URL(back, shop.url).pathname.split("/").at(-1), ms: 401 * DAY });
  await eventually(async () => (await shop.get(back)).status === 404, "no way back");
  const status = ({ checkout_id, cookie }) => shop.get(`/durable/api/v3/checkout/${checkout_id}`, { cookie });
  await eventually(async () => (await status(old)).status === 404, "no status");
  const pointers = [`checkout:${old.checkout_id}`, `return:${back.split("/").at(-1)}`];
  const left = () =>
    Promise.all(pointers.map((key) => shop.inside("ledger", { name: "durable", calls: [["get", key]] })));
  await eventually(async () => (await left()).flat().every((value) => value === null), "no pointers");
  await shop.deliver("durable", { checkout_id: old.checkout_id, status: "SUCCEEDED" });
  await toldNoMore("durable", old, "SUCCEEDED");
  assert.equal((await status(young)).status, 200);
});

test("an order of which no checkout came is forgotten after a day, and the key of its page after two", async () => {
  await sandbox.fault({ match: { path: "/v3/checkout" }, fault: "status", status: 422 });
  const [order, page] = [draft(), crypto.randomUUID()];
  assert.equal((await shop.create("durable", order, { "idempotency-key": page })).status, 422);
  const [record, pointer] = [`order:reference ${order.reference_id}`, `attempt:${page}`].map((key) => ({
    key,
  }));
  await shop.inside("ring", record);
  const inADay = (inMs) => inMs > DAY - 60_000 && inMs <= DAY;
  await eventually(async () => inADay((await alarmOf(record)) - Date.now()), "an alarm in a day");
  await age(record, DAY);
  await shop.inside("ring", record);
  await eventually(async () => (await alarmOf(record)) === null, "the order is forgotten");

  const inMs = (await alarmOf(pointer)) - Date.now();
  assert.ok(inMs > 2 * DAY - 60_000 && inMs <= 2 * DAY, `the key is forgotten in ${inMs} ms`);
  await shop.inside("ring", pointer);
  await eventually(async () => (await alarmOf(pointer)) === null, "the key is forgotten");
});

test("an order that cannot be looked after keeps nobody else, and is put off", async () => {
  const checkout = await unheard();
  const { key } = checkout;
  await sandbox.decide(checkout.checkout_id, "SUCCEEDED");
  const beside = {
    key,
    records: [
      ["order:damaged", "{", 0],
      ["return:of long ago", "{}", null],
      ["return:of 399 days ago", "{}", null, Date.now() - 399 * DAY],
    ],
  };
  await shop.inside("addBeside", beside);
  const { length } = await shop.inside("lines");
  await ring(checkout);
  assert.deepEqual(statusesOf(checkout), ["SUCCEEDED"]);
  await atRest(checkout);
  const keys = beside.records.map(([key]) => key);
  const look = () => shop.inside("lookBeside", { key, keys });
  await eventually(async () => (await look())[1] === null, "what is too old is forgotten");
  const [{ value, due }, , young] = await look();
  assert.deepEqual([value, young?.value], ["{", "{}"]);
  const inMs = due - Date.now();
  assert.ok(inMs > 100_000 && inMs <= 150_000, `it is looked after in ${inMs} ms`);
  const lines = (await shop.inside("lines")).slice(length);
  const line = lines.find(({ message }) => /damaged/.test(message));
  assert.deepEqual([line.route, line.code], ["reconcile", "unavailable"]);
  const failures = await shop.inside("failures");
  assert.ok(
    failures.some((words) => /an order is put off .* damaged$/.test(words)),
    failures.join("\n"),
  );
});

test("without its configuration an alarm comes again, and orders are taken meanwhile", async () => {
  const checkout = await unheard();
  await sandbox.decide(checkout.checkout_id, "REJECTED");
  await shop.inside("unconfigure", { is: true });
  try {
    await shop.inside("ring", { key: checkout.key });
    await eventually(async () => (await alarmOf(checkout)) - Date.now() > 100_000, "the order is put off");
    const inMs = async () => (await shop.inside("nextAlarm", checkout)) - Date.now();
    assert.ok((await inMs()) > 0 && (await inMs()) <= 150_000, "the alarm comes again");
    await created(shop, "durable", { ...checkout.order, buyer: { mobile_number: "587654321" } });
    assert.ok((await inMs()) <= 30_000, "the order that was taken is looked after soon");
  } finally {
    await shop.inside("unconfigure", { is: false });
  }
  await ring(checkout);
  assert.deepEqual(statusesOf(checkout), ["REJECTED"]);
});

test("a ledger that cannot reconcile takes no orders", async () => {
  const order = draft();
  assert.equal((await shop.create("unable", order)).status, 503);
  const sent = await sandbox.requests("POST", "/v3/checkout");
  assert.ok(sent.every(({ body }) => !body.includes(order.reference_id)));
});
