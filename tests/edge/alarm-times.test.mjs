// When the alarms of a durable ledger's objects go off: there is always another one while there is anything to come
// back for, however the last one has ended.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { alarms, DAY } from "./alarms.mjs";
import { eventually } from "./eventually.mjs";
import { startShop } from "./shop.mjs";
import { witnesses } from "./witnesses.mjs";

const WEEK = 7 * DAY;

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());
const { statusesOf, told } = witnesses(() => shop);
const { unheard, ring, atRest } = alarms(() => shop);
beforeEach(() => merchant.usual());

const nextAlarm = (key) => shop.inside("nextAlarm", { key });
const isInAWeek = async (key) => {
  const inMs = (await nextAlarm(key)) - Date.now();
  return inMs > WEEK - 60_000 && inMs <= WEEK;
};
const call = async (...call) => (await shop.inside("ledger", { name: "durable", calls: [call] }))[0];

test("an object that keeps nothing but pointers looks through them once a week, until there are none", async () => {
  const [key, elsewhere] = ["return:a", "return:b"]; // in objects of their own
  assert.equal(await nextAlarm(key), null);
  await call("swap", key, null, "{}");
  assert.ok(await isInAWeek(key));
  await call("swap", elsewhere, null, "{}");

  await shop.inside("agePointers", { to: key, ms: 399 * DAY });
  await eventually(() => isInAWeek(key), "another alarm in a week");
  assert.equal(await call("get", key), "{}");
  await shop.inside("agePointers", { to: key, ms: 2 * DAY });
  await eventually(async () => (await call("get", key)) === null, "it is forgotten");
  await eventually(() => isInAWeek(key), "another alarm, for what may have come meanwhile");
  await shop.inside("agePointers", { to: key, ms: 0 });
  await eventually(async () => (await nextAlarm(key)) === null, "nothing to come back for");
  await eventually(() => isInAWeek(elsewhere), "another alarm elsewhere");
  assert.equal(await call("get", elsewhere), "{}");
});

test("an order that is at rest for long keeps nobody from looking through pointers once a week", async () => {
  const checkout = await unheard();
  await sandbox.decide(checkout.checkout_id, "REJECTED");
  await ring(checkout);
  await atRest(checkout);
  await eventually(() => isInAWeek(checkout.key), "an alarm in a week");
});

test("while an alarm is at work there is another, for it may be cut off", async () => {
  const checkout = await unheard();
  await sandbox.decide(checkout.checkout_id, "SUCCEEDED");
  let finish;
  merchant.answers.status = () => new Promise((resolve) => (finish = resolve));
  await shop.inside("ring", checkout);
  await told(checkout, "SUCCEEDED");
  const inMs = (await nextAlarm(checkout.key)) - Date.now();
  assert.ok(inMs > 0 && inMs <= 150_000, `the alarm is in ${inMs} ms`);
  finish();
  await atRest(checkout);
});

test("an alarm looks after sixteen orders, and the next one comes at once for the others", async () => {
  const checkout = await unheard();
  const { key } = checkout;
  await sandbox.decide(checkout.checkout_id, "SUCCEEDED");
  const keys = Array.from({ length: 16 }, (_, number) => `order:damaged ${number}`);
  const due = Date.now() - 60_000;
  await shop.inside("addBeside", { key, records: keys.map((key) => [key, "{", due]) });
  const left = async () =>
    (await shop.inside("lookBeside", { key, keys })).filter((row) => row.due <= Date.now()).length;
  let finish;
  merchant.answers.status = () => new Promise((resolve) => (finish = resolve));
  await shop.inside("ring", { key, inMs: -120_000 }); // the first in the row
  await told(checkout, "SUCCEEDED");
  assert.equal(await left(), 1);
  assert.ok((await nextAlarm(key)) <= Date.now());
  finish();
  await eventually(async () => (await left()) === 0, "the next alarm");
  assert.deepEqual(statusesOf(checkout), ["SUCCEEDED"]);
});

test("an alarm that fails has not failed for the platform, which gives up on such", async () => {
  const checkout = await unheard();
  await shop.inside("unconfigure", { is: true });
  try {
    const { length } = await shop.inside("failures");
    assert.equal(await shop.inside("sound", checkout), "well");
    const [failure] = (await shop.inside("failures")).slice(length);
    assert.match(failure, /an alarm failed, and comes again: .*the secret is not there/);
  } finally {
    await shop.inside("unconfigure", { is: false });
  }
});
