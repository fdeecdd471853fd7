// What a webhook tells is a claim: its signature says who has sent it, and not when, nor whether it is still so. Only
// the API's own word ends a checkout.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { COURSES } from "../support/sandbox.mjs";
import { eventually } from "./eventually.mjs";
import { atOurPrice } from "./merchant.mjs";
import { created, sign, startShop } from "./shop.mjs";
import { witnesses } from "./witnesses.mjs";

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());
const { statusesOf, told, toldNoMore, questions } = witnesses(() => shop);
beforeEach(async () => {
  await sandbox.clearFaults();
  merchant.usual();
});

const GET_ANY = { method: "GET", path: "/v3/checkout/{id}" };

/** A checkout whose own webhooks go nowhere: the test delivers. */
async function silent(mount) {
  merchant.answers.complete = (question) => ({
    ...atOurPrice(question),
    urls: { notification_url: `${shop.url}/nowhere` },
  });
  const checkout = await created(shop, mount);
  return { ...checkout, key: `order:reference ${checkout.order.reference_id}` };
}

const linesOf = async ({ checkout_id }) =>
  (await shop.inside("lines")).filter((line) => line.checkout_id === checkout_id);
const statusOf = async (mount, { checkout_id, cookie }) =>
  (await (await shop.get(`/${mount}/api/v3/checkout/${checkout_id}`, { cookie })).json()).status;

for (const mount of ["memory", "durable"]) {
  for (const status of ["REJECTED", "EXPIRED"]) {
    test(`${mount}: ${status} under a secret that has leaked ends nothing, and hides no success`, async () => {
      const checkout = await silent(mount);
      const event = (status) => JSON.stringify({ checkout_id: checkout.checkout_id, status });
      const old = "sandbox-courses-secret-2025";
      const headers = {
        "x-jeel-signature": sign(event(status), old),
        "x-test": JSON.stringify({ clientSecret: [COURSES.clientSecret, old] }),
      };
      const reply = await shop.post(`/${mount}/api/webhooks`, event(status), headers);
      assert.equal(reply.status, mount === "durable" ? 204 : 503);
      await eventually(async () => (await questions(checkout)) === 1, "a question");
      assert.equal(await statusOf(mount, checkout), "PENDING");
      await toldNoMore(mount, checkout);
      await sandbox.decide(checkout.checkout_id, "SUCCEEDED");
      await shop.deliver(mount, event("SUCCEEDED"));
      await toldNoMore(mount, checkout, "SUCCEEDED");
    });

    test(`${mount}: ${status} is told when the API says so, though it could not be asked at first`, async () => {
      const checkout = await silent(mount);
      const { checkout_id, key } = checkout;
      await sandbox.decide(checkout_id, status);
      await sandbox.fault({ match: GET_ANY, times: 3, fault: "status", status: 503 });
      const first = await shop.deliver(mount, { checkout_id, status });
      assert.equal(first.status, mount === "durable" ? 204 : 503);
      await eventually(async () => (await questions(checkout)) === 3, "questions in vain");
      assert.deepEqual(statusesOf(checkout), []);
      if (mount === "durable") await shop.inside("ring", { key });
      else assert.equal((await shop.deliver(mount, { checkout_id, status })).status, 204);
      await toldNoMore(mount, checkout, status);
      assert.equal(await questions(checkout), 4);
    });
  }

  test(`${mount}: deliveries that come at once are confirmed by one question`, async () => {
    const checkout = await silent(mount);
    const { checkout_id } = checkout;
    await sandbox.decide(checkout_id, "EXPIRED");
    const event = { checkout_id, status: "EXPIRED" };
    const replies = await Promise.all(Array.from({ length: 10 }, () => shop.deliver(mount, event)));
    assert.ok(replies.every(({ status }) => status === 204 || status === 503));
    await told(checkout, "EXPIRED");
    assert.equal((await shop.deliver(mount, event)).status, 204);
    await toldNoMore(mount, checkout, "EXPIRED");
    assert.equal(await questions(checkout), 1);
  });

  test(`${mount}: nobody is sent to a page of which an end is claimed, without a question`, async () => {
    const checkout = await silent(mount);
    const { checkout_id, order } = checkout;
    await sandbox.decide(checkout_id, "REJECTED");
    await sandbox.fault({ match: GET_ANY, times: 1, fault: "status", status: 503 });
    const delivery = shop.deliver(mount, { checkout_id, status: "REJECTED" });
    await eventually(async () => (await questions(checkout)) === 1, "a question in vain");
    assert.notEqual((await created(shop, mount, order)).checkout_id, checkout_id);
    await delivery;
    await toldNoMore(mount, checkout, "REJECTED");
    assert.equal(await questions(checkout), 2);
  });

  test(`${mount}: a success after another end changes nothing, and is in the log by a code of its own`, async () => {
    const checkout = await silent(mount);
    const { checkout_id } = checkout;
    await sandbox.decide(checkout_id, "REJECTED");
    await shop.deliver(mount, { checkout_id, status: "REJECTED" });
    await told(checkout, "REJECTED");
    for (const status of ["REJECTED", "EXPIRED", "SUCCEEDED"]) {
      assert.equal((await shop.deliver(mount, { checkout_id, status })).status, 204);
    }
    const odd = (await linesOf(checkout)).filter(({ code }) => code === "contradiction");
    assert.deepEqual(
      odd.map(({ route, status }) => [route, status]),
      [["webhook", 204]],
    );
    await toldNoMore(mount, checkout, "REJECTED");
    assert.equal(await statusOf(mount, checkout), "REJECTED");
  });

  test(`${mount}: a success that the API denies when it is asked is in the log by a code of its own`, async () => {
    const checkout = await silent(mount);
    const { checkout_id } = checkout;
    await sandbox.decide(checkout_id, "REJECTED");
    assert.equal((await shop.deliver(mount, { checkout_id, status: "SUCCEEDED" })).status, 204);
    await told(checkout, "REJECTED");
    const isOdd = ({ code }) => code === "contradiction";
    const odd = await eventually(async () => (await linesOf(checkout)).find(isOdd), "a line about it");
    assert.equal(odd.route, mount === "durable" ? "settle" : "webhook");
    assert.match(odd.message, /see whether it is paid/);
    assert.match(odd.tx_id, /^[0-9a-f-]{36}$/);
  });

  test(`${mount}: an end that the API does not know of yet is in the log by a code of its own`, async () => {
    const checkout = await silent(mount);
    const { checkout_id } = checkout;
    await shop.deliver(mount, { checkout_id, status: "SUCCEEDED" });
    const isOpen = ({ code }) => code === "unconfirmed";
    const { route, status } = await eventually(async () => (await linesOf(checkout)).find(isOpen), "a line");
    assert.deepEqual([route, status], mount === "durable" ? ["settle", undefined] : ["webhook", 503]);
  });

  test(`${mount}: the question that confirms a webhook is in the log, with its tx_id`, async () => {
    const checkout = await silent(mount);
    const { checkout_id } = checkout;
    await sandbox.decide(checkout_id, "SUCCEEDED");
    await shop.deliver(mount, { checkout_id, status: "SUCCEEDED" });
    await told(checkout, "SUCCEEDED");
    const route = mount === "durable" ? "settle" : "webhook";
    const isIn = async () => (await linesOf(checkout)).find((line) => line.route === route);
    const { tx_id, code } = await eventually(isIn, `a line of ${route}`);
    assert.match(tx_id, /^[0-9a-f-]{36}$/);
    assert.equal(code, undefined);
  });
}
