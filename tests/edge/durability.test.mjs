// Orders outlive the process that took them: one that is told to stop, and one that is killed.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { startKillable } from "../support/killable.mjs";
import { COURSES, startSandbox } from "../support/sandbox.mjs";
import { eventually } from "./eventually.mjs";
import { startMerchant } from "./merchant.mjs";
import { asking, created, startShopWorker, workerOptions } from "./shop.mjs";

/** Whoever tells a status is left alone for so long, in ms. */
const TELLING_MS = 130_000;
const SERVE = new URL("serve.mjs", import.meta.url).pathname;

let sandbox, merchant, root;
before(async () => {
  [sandbox, merchant, root] = await Promise.all([
    startSandbox(),
    startMerchant(),
    mkdtemp(join(tmpdir(), "jeelpay-orders-")),
  ]);
});
after(async () => {
  await sandbox?.stop();
  merchant?.stop();
  await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});
beforeEach(() => merchant.usual());

/** The ways in which a shop comes to its end; each starts one that keeps its orders in `root`. */
const ENDS = {
  stopped: async (options) => {
    const worker = await startShopWorker(options);
    return { url: worker.url, end: () => worker.stop() };
  },
  killed: async (options) => {
    const { url, kill } = await startKillable(SERVE, [JSON.stringify(options)]);
    return { url, end: kill };
  },
};

async function open(how, port = 0) {
  const options = {
    ...workerOptions(sandbox.url, merchant.url),
    durableObjectsPersist: join(root, how),
    port,
  };
  const { url, end } = await ENDS[how](options);
  return { ...asking(url, COURSES.clientSecret), end };
}

const statusesOf = ({ checkout_id }) => merchant.told(checkout_id).map(({ status }) => status);
const statusOf = async (shop, { checkout_id, cookie }) =>
  (await (await shop.get(`/durable/api/v3/checkout/${checkout_id}`, { cookie })).json()).status;

const keyOf = ({ reference_id }) => `order:reference ${reference_id}`;

/** Orders in every state that an end may find them in. */
async function takeOrders(shop) {
  const [paid, pending, untold] = [
    await created(shop, "durable"),
    await created(shop, "durable"),
    await created(shop, "durable"),
  ];
  await sandbox.decide(paid.checkout_id, "SUCCEEDED");
  await eventually(() => isTold(shop, paid), "onStatus, and that it is written down");
  merchant.answers.status = () => {
    throw new Error("the shop's database is away");
  };
  await sandbox.decide(untold.checkout_id, "REJECTED");
  await eventually(() => hasFailed(shop, untold), "onStatus, in vain");
  return { paid, pending, untold, url: shop.url };
}

async function isTold(shop, checkout) {
  const [record] = await shop.inside("ledger", { name: "durable", calls: [["get", keyOf(checkout.order)]] });
  const [{ untold }] = JSON.parse(record);
  return statusesOf(checkout).length === 1 && untold.length === 0;
}

async function hasFailed(shop, { checkout_id }) {
  const lines = await shop.inside("lines");
  return lines.some((line) => line.route === "settle" && line.checkout_id === checkout_id);
}

/** What is done with a shop, which comes to its end then, whatever becomes of that. */
async function during(how, work, port) {
  const shop = await open(how, port);
  try {
    return await work(shop);
  } finally {
    await shop.end();
  }
}

for (const how of Object.keys(ENDS)) {
  test(`${how}: statuses, attempts and what was not told are still there`, async () => {
    const { paid, pending, untold, url } = await during(how, takeOrders);
    merchant.usual();
    const again = async (shop) => {
      assert.equal(await statusOf(shop, paid), "SUCCEEDED");
      assert.equal(await statusOf(shop, pending), "PENDING");
      assert.equal((await created(shop, "durable", pending.order)).checkout_id, pending.checkout_id);

      await shop.inside("ring", { key: keyOf(untold.order) });
      await eventually(() => statusesOf(untold).length === 2, "told after all");
      assert.deepEqual(statusesOf(untold), ["REJECTED", "REJECTED"]);

      await shop.deliver("durable", { checkout_id: paid.checkout_id, status: "SUCCEEDED" });
      await sandbox.decide(pending.checkout_id, "SUCCEEDED");
      await eventually(() => statusesOf(pending).length === 1, "the last webhook");
      assert.deepEqual([statusesOf(paid), statusesOf(pending)], [["SUCCEEDED"], ["SUCCEEDED"]]);
    };
    await during(how, again, Number(new URL(url).port));
  });
}

test("killed: an alarm goes off afterwards, although nobody asks", async () => {
  const checkout = await during("killed", async (shop) => {
    const checkout = await created(shop, "durable");
    await shop.inside("ring", { key: keyOf(checkout.order), inMs: 2_000 });
    return checkout;
  });
  await sandbox.decide(checkout.checkout_id, "SUCCEEDED"); // there is nobody to hear of it
  await during("killed", () => eventually(() => statusesOf(checkout).length === 1, "onStatus"));
});

test("stopped: whoever writes to an order afterwards puts off neither it nor the alarm", async () => {
  const due = (shop, key) => Promise.all([shop.inside("alarm", { key }), shop.inside("nextAlarm", { key })]);
  const [key, before] = await during("stopped", async (shop) => {
    const { order } = await created(shop, "durable");
    const key = keyOf(order);
    await shop.inside("ring", { key, inMs: 25_000 }); // sooner than one that is written to now
    const times = await due(shop, key);
    assert.ok(
      times.every((time) => time > Date.now()),
      String(times),
    );
    return [key, times];
  });
  await during("stopped", async (shop) => {
    const step = async (...call) => (await shop.inside("ledger", { name: "durable", calls: [call] }))[0];
    const record = await step("get", key);
    assert.equal(await step("swap", key, record, record), record);
    assert.deepEqual(await due(shop, key), before);
  });
});

test("killed while onStatus is at work: it is called again, with the same id, and told that it is again", async () => {
  const checkout = await during("killed", async (shop) => {
    const checkout = await created(shop, "durable");
    merchant.answers.status = () => new Promise(() => {});
    await sandbox.decide(checkout.checkout_id, "SUCCEEDED");
    await eventually(() => statusesOf(checkout).length === 1, "onStatus");
    return checkout;
  });
  merchant.usual();
  await during("killed", async (shop) => {
    await letGo(shop, keyOf(checkout.order));
    await shop.inside("ring", { key: keyOf(checkout.order) });
    await eventually(() => statusesOf(checkout).length === 2, "onStatus again");
    const [first, second] = merchant.told(checkout.checkout_id);
    assert.deepEqual(second, { ...first, redelivered: true });
  });
});

/** As if so long ago an order had been left to whoever tells its status. */
async function letGo(shop, key) {
  const step = async (...call) => (await shop.inside("ledger", { name: "durable", calls: [call] }))[0];
  const record = await step("get", key);
  const earlier = ({ telling_until, ...rest }) => ({ ...rest, telling_until: telling_until - TELLING_MS });
  await step("swap", key, record, JSON.stringify(JSON.parse(record).map(earlier)));
}
