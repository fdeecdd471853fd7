// Pages that wait: however many there are, the API is asked rarely, and not at all once the webhook is in.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { eventually } from "./eventually.mjs";
import { created, startShop } from "./shop.mjs";

const TABS = 20;
const POLLING_MS = 5_000;
/** The API may be asked once in so many ms, and once at the start. */
const ASK_EVERY_MS = 2_000;

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());
beforeEach(() => merchant.usual());

const questions = ({ checkout_id }) => sandbox.requests("GET", `/v3/checkout/${checkout_id}`);

const ask = (mount, { checkout_id, cookie }) =>
  shop.get(`/${mount}/api/v3/checkout/${checkout_id}`, { cookie });

/** Tabs that ask all the time, for a while; gives which statuses they were told. */
async function poll(mount, checkout, ms) {
  const until = Date.now() + ms;
  const told = new Set();
  const tab = async () => {
    do {
      const reply = await ask(mount, checkout);
      told.add(reply.status === 200 ? (await reply.json()).status : reply.status);
    } while (Date.now() < until);
  };
  await Promise.all(Array.from({ length: TABS }, tab));
  return [...told];
}

function assertRare(asked, began, more = 0) {
  const most = Math.floor((Date.now() - began) / ASK_EVERY_MS) + 1 + more;
  assert.ok(asked.length >= 2 && asked.length <= most, `${asked.length} questions, ${most} are enough`);
}

const MOUNTS = ["memory", "durable"];

for (const mount of MOUNTS) {
  test(`${mount}: ${TABS} tabs cost one question in two seconds, whatever the API answers`, async () => {
    const checkout = await created(shop, mount);
    const failing = await created(shop, mount);
    const path = "/v3/checkout/{id}";
    const began = Date.now();
    assert.deepEqual(await poll(mount, checkout, POLLING_MS), ["PENDING"]);
    assertRare(await questions(checkout), began);
    for (const fault of [{ fault: "status", status: 503 }, { fault: "reset" }]) {
      await sandbox.fault({ match: { method: "GET", path }, times: 1000, ...fault });
      const [before, began] = [(await questions(failing)).length, Date.now()];
      assert.deepEqual(await poll(mount, failing, POLLING_MS), ["PENDING"]);
      assertRare((await questions(failing)).slice(before), began);
      await sandbox.clearFaults();
    }
  });
}

test("an API that asks for time is given it", async () => {
  const checkout = await created(shop, "memory");
  const match = { method: "GET", path: "/v3/checkout/{id}" };
  await sandbox.fault({ match, times: 1, fault: "status", status: 429, retry_after: "20" });
  await poll("memory", checkout, POLLING_MS);
  assert.equal((await questions(checkout)).length, 1);
});

for (const mount of MOUNTS) {
  test(`${mount}: deliveries, creations and alarms ask in the same turns as pages, while the API fails`, async () => {
    const checkout = await created(shop, mount);
    const { checkout_id, order } = checkout;
    const match = { method: "GET", path: "/v3/checkout/{id}" };
    await sandbox.fault({ match, times: 1000, fault: "status", status: 503 });
    const began = Date.now();
    const others = [
      ...["SUCCEEDED", "REJECTED"].map((status) => shop.deliver(mount, { checkout_id, status })),
      shop.create(mount, order),
      ...(mount === "durable" ? [shop.inside("ring", { key: `order:reference ${order.reference_id}` })] : []),
    ];
    await poll(mount, checkout, POLLING_MS);
    await Promise.all(others);
    const asked = await questions(checkout);
    const most = Math.floor((Date.now() - began) / ASK_EVERY_MS) + 1;
    assert.ok(asked.length >= 1 && asked.length <= most, `${asked.length} questions, ${most} are enough`);
    await sandbox.clearFaults();
  });

  test(`${mount}: once the webhook is in, it is confirmed by one question, and pages cost none`, async () => {
    await Promise.all(
      ["SUCCEEDED", "REJECTED", "EXPIRED"].map(async (status) => {
        const checkout = await created(shop, mount);
        await poll(mount, checkout, 500);
        const before = (await questions(checkout)).length;
        await delivered(checkout, status);
        const told = await poll(mount, checkout, ASK_EVERY_MS + 1_500);
        assert.deepEqual([told.at(-1), told.length <= 2], [status, true], told.join());
        assert.deepEqual(await poll(mount, checkout, ASK_EVERY_MS + 500), [status]);
        assert.equal((await questions(checkout)).length, before + 1);
      }),
    );
  });

  test(`${mount}: an end that is announced, but not confirmed, is not asked about by pages`, async () => {
    const checkout = await created(shop, mount);
    await shop.deliver(mount, { checkout_id: checkout.checkout_id, status: "SUCCEEDED" });
    assert.deepEqual(await poll(mount, checkout, POLLING_MS), ["PENDING"]);
    assert.equal((await questions(checkout)).length, 1); // the delivery's own
    assert.deepEqual(merchant.told(checkout.checkout_id), []);
  });
}

/** Ends a checkout there, and waits until its webhook has come. */
async function delivered({ checkout_id }, status) {
  await sandbox.decide(checkout_id, status);
  const isIn = async () =>
    (await sandbox.checkout(checkout_id)).webhooks.some(({ attempts }) => attempts.length > 0);
  await eventually(isIn, "the webhook's answer");
}
