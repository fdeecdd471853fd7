// `retentionDays`: for how long a ledger with alarms keeps an order, and what leads to it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { alarms, DAY, HOUR } from "./alarms.mjs";
import { eventually } from "./eventually.mjs";
import { startShop } from "./shop.mjs";
import { witnesses } from "./witnesses.mjs";

const DAYS = 12;

let shop, sandbox;
before(async () => ({ sandbox } = shop = await startShop({ handler: { retentionDays: DAYS } })));
after(() => shop?.stop());
const { statusesOf } = witnesses(() => shop);
const { unheard, alarmOf, age, ring, atRest } = alarms(() => shop);

test("an order is kept for so many days, and forgotten after them", async () => {
  const checkout = await unheard();
  await sandbox.decide(checkout.checkout_id, "SUCCEEDED");
  await ring(checkout);
  assert.deepEqual(statusesOf(checkout), ["SUCCEEDED"]);
  await atRest(checkout, DAYS);
  const inMs = async () => (await alarmOf(checkout)) - Date.now();
  assert.ok((await inMs()) <= DAYS * DAY);

  await age(checkout, DAYS * DAY - HOUR);
  await shop.inside("ring", { key: checkout.key });
  await eventually(async () => (await inMs()) > HOUR - 60_000, "an alarm that forgets it");
  assert.ok((await inMs()) <= HOUR);

  await age(checkout, HOUR);
  await shop.inside("ring", { key: checkout.key });
  await eventually(async () => (await alarmOf(checkout)) === null, "it is forgotten");
});

test("what leads to orders is kept for so many days, and forgotten after them", async () => {
  const checkout = await unheard();
  const { key } = checkout;
  const keys = ["return:of an order that is kept", "return:of one that is forgotten"];
  const written = [Date.now() - DAYS * DAY + HOUR, Date.now() - DAYS * DAY - HOUR];
  await shop.inside("addBeside", { key, records: keys.map((key, at) => [key, "{}", null, written[at]]) });
  await ring(checkout);
  const look = () => shop.inside("lookBeside", { key, keys });
  await eventually(async () => (await look())[1] === null, "what is too old is forgotten");
  assert.equal((await look())[0]?.value, "{}");
});
