// A delivery that comes when it is nobody's turn to ask the API: it waits for its own, if that is soon.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { COURSES } from "../support/sandbox.mjs";
import { atOurPrice } from "./merchant.mjs";
import { created, sign, startShop } from "./shop.mjs";
import { witnesses } from "./witnesses.mjs";

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());
const { statusesOf, told, questions } = witnesses(() => shop);
beforeEach(async () => {
  await sandbox.clearFaults();
  merchant.usual();
});

/** A checkout that has succeeded since a page has asked about it; the API has wanted so many seconds for itself. */
async function asked(seconds) {
  merchant.answers.complete = (question) => ({
    ...atOurPrice(question),
    urls: { notification_url: `${shop.url}/nowhere` },
  });
  const checkout = await created(shop, "memory");
  const { checkout_id, cookie } = checkout;
  if (seconds) {
    const match = { method: "GET", path: "/v3/checkout/{id}" };
    await sandbox.fault({ match, times: 1, fault: "status", status: 429, retry_after: String(seconds) });
  }
  await shop.get(`/memory/api/v3/checkout/${checkout_id}`, { cookie });
  assert.equal(await questions(checkout), 1);
  await sandbox.decide(checkout_id, "SUCCEEDED");
  return checkout;
}

async function deliver({ checkout_id }, options = {}) {
  const event = JSON.stringify({ checkout_id, status: "SUCCEEDED" });
  const headers = {
    "x-jeel-signature": sign(event, COURSES.clientSecret),
    "x-test": JSON.stringify(options),
  };
  return (await shop.post("/memory/api/webhooks", event, headers)).status;
}

for (const seconds of [undefined, 3]) {
  const before = seconds ? `after the API has asked for ${seconds} s` : "after a page's question";
  test(`${before} a delivery waits for its turn`, async () => {
    const checkout = await asked(seconds);
    assert.equal(await deliver(checkout, { maxRetries: 0 }), 204);
    await told(checkout, "SUCCEEDED");
    assert.equal(await questions(checkout), 2);
  });
}

for (const [why, seconds, options] of [
  ["is further away than anybody waits", 20, {}],
  ["comes after its deadline", 3, { deadline: 100 }],
]) {
  test(`a delivery whose turn ${why} leaves it to the next`, async () => {
    const checkout = await asked(seconds);
    assert.equal(await deliver(checkout, options), 503);
    assert.equal(await questions(checkout), 1);
    assert.deepEqual(statusesOf(checkout), []);
  });
}
