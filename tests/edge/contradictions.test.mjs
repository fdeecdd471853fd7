// A success that was told of a checkout, and that the API denies, is somebody's money: whoever hears of it says so
// in the log, be it a delivery (claims.test.mjs), an alarm or a page that asks.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { eventually } from "./eventually.mjs";
import { atOurPrice } from "./merchant.mjs";
import { created, startShop } from "./shop.mjs";
import { witnesses } from "./witnesses.mjs";

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());
const { statusesOf, told } = witnesses(() => shop);
beforeEach(() => merchant.usual());

/** A checkout of which a webhook has told a success, before the API knew of any end. */
async function promised() {
  merchant.answers.complete = (question) => ({
    ...atOurPrice(question),
    urls: { notification_url: `${shop.url}/nowhere` },
  });
  const checkout = await created(shop, "durable");
  const { checkout_id } = checkout;
  await shop.deliver("durable", { checkout_id, status: "SUCCEEDED" });
  await lineOf(checkout, "unconfirmed");
  return { ...checkout, key: `order:reference ${checkout.order.reference_id}` };
}

const linesOf = async ({ checkout_id }, code) =>
  (await shop.inside("lines")).filter((line) => line.checkout_id === checkout_id && line.code === code);
const lineOf = (checkout, code) =>
  eventually(async () => (await linesOf(checkout, code))[0], `${code} in the log`);

for (const status of ["REJECTED", "EXPIRED"]) {
  test(`an alarm that hears of ${status} where a success was told says so, once`, async () => {
    const checkout = await promised();
    await sandbox.decide(checkout.checkout_id, status);
    merchant.answers.status = () => {
      throw new Error("the shop's database is away");
    };
    await shop.inside("ring", checkout);
    const line = await lineOf(checkout, "contradiction");
    assert.equal(line.route, "reconcile");
    assert.match(line.message, /see whether it is paid/);
    assert.match(line.tx_id, /^[0-9a-f-]{36}$/);
    merchant.usual();
    await shop.inside("ring", checkout);
    await told(checkout, status, status);
    assert.equal((await linesOf(checkout, "contradiction")).length, 1);
  });
}

test("an alarm that hears of the success that was told has nothing to say", async () => {
  const checkout = await promised();
  await sandbox.decide(checkout.checkout_id, "SUCCEEDED");
  await shop.inside("ring", checkout);
  await told(checkout, "SUCCEEDED");
  assert.deepEqual(await linesOf(checkout, "contradiction"), []);
});

test("an end of another kind that was told, and that the API denies, is none", async () => {
  const checkout = await promised();
  await shop.deliver("durable", { checkout_id: checkout.checkout_id, status: "REJECTED" });
  await sandbox.decide(checkout.checkout_id, "SUCCEEDED");
  await shop.inside("ring", checkout);
  await told(checkout, "SUCCEEDED");
  assert.deepEqual(await linesOf(checkout, "contradiction"), []);
});

test("a page that asks, and the same order again, say so too", async () => {
  const path = ({ checkout_id }) => `/durable/api/v3/checkout/${checkout_id}`;
  for (const [route, ask] of [
    ["status", (checkout) => shop.get(path(checkout), { cookie: checkout.cookie })],
    ["create", ({ order }) => shop.create("durable", order)],
  ]) {
    const checkout = await promised();
    await sandbox.decide(checkout.checkout_id, "REJECTED");
    await longAgo(checkout);
    assert.equal((await ask(checkout)).status, 200);
    assert.equal((await lineOf(checkout, "contradiction")).route, route);
    assert.deepEqual(statusesOf(checkout), ["REJECTED"]);
  }
});

/** Nobody has asked about it for a while, so that it is anybody's turn. */
async function longAgo({ key }) {
  const step = async (...call) => (await shop.inside("ledger", { name: "durable", calls: [call] }))[0];
  const record = await step("get", key);
  const aged = JSON.parse(record, (name, value) => (name === "asked_at" ? value - 60_000 : value));
  await step("swap", key, record, JSON.stringify(aged));
}
