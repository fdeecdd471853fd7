// What onStatus gets beside its event: the context of the request that has led to it, or of the alarm.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually } from "./eventually.mjs";
import { atOurPrice } from "./merchant.mjs";
import { created, startShop } from "./shop.mjs";

let shop;
before(async () => (shop = await startShop()));
after(() => shop?.stop());

for (const [what, isObjects, lead] of [
  ["a delivery, its request's", false, (event) => shop.deliver("durable", event)],
  ["an alarm, its object's", true, (event, key) => shop.inside("ring", { key })],
]) {
  test(`onStatus gets a context: at ${what}`, async () => {
    const urls = { notification_url: `${shop.url}/nowhere` };
    shop.merchant.answers.complete = (question) => ({ ...atOurPrice(question), urls });
    const { checkout_id, order } = await created(shop, "durable");
    await shop.sandbox.decide(checkout_id, "SUCCEEDED");
    await lead({ checkout_id, status: "SUCCEEDED" }, `order:reference ${order.reference_id}`);
    const id = `${checkout_id}:SUCCEEDED`;
    const its = async () => (await shop.inside("contexts")).find((context) => context.id === id);
    assert.deepEqual(await eventually(its, "onStatus"), { id, isObjects, mayWait: true });
  });
}
