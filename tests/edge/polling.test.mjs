// Pages that wait: however many there are, the API is asked rarely, and not at all once the webhook is in.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { eventually } from "./eventually.mjs";
import { created, draft, startShop } from "./shop.mjs";

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

for (const mount of ["memory", "durable"]) {
  test(`${mount}: ${TABS} tabs cost one question in two seconds, and after the webhook none`, async () => {
    const checkout = await created(shop, mount);
    const began = Date.now();
    assert.deepEqual(await poll(mount, checkout, POLLING_MS), ["PENDING"]);
    assertRare(await questions(checkout), began);

    await delivered(checkout, "REJECTED");
    const asked = (await questions(checkout)).length;
    assert.deepEqual(await poll(mount, checkout, ASK_EVERY_MS + 500), ["REJECTED"]);
    assert.equal((await questions(checkout)).length, asked);
  });
}

/** Ends a checkout there, and waits until its webhook has been answered. */
async function delivered({ checkout_id }, status) {
  await sandbox.decide(checkout_id, status);
  const isIn = async () =>
    (await sandbox.checkout(checkout_id)).webhooks.some(({ state }) => state === "delivered");
  await eventually(isIn, "the webhook's answer");
}

test("a success that is announced, but not confirmed, is not asked about more often", async () => {
  const checkout = await created(shop, "memory", draft());
  const began = Date.now();
  await shop.deliver("memory", { checkout_id: checkout.checkout_id, status: "SUCCEEDED" });
  assert.deepEqual(await poll("memory", checkout, POLLING_MS), ["PENDING"]);
  assertRare(await questions(checkout), began, 1); // the delivery asks by itself
  assert.deepEqual(merchant.told(checkout.checkout_id), []);
});
