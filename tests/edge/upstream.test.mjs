// How often the API is asked for one order, for how long, and what a page is told when that fails.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { created, draft, startShop } from "./shop.mjs";

const PATH = "/v3/checkout";
const MATCH = { method: "POST", path: PATH };
/** Less than one try may take, and by far less than the retries that are usual. */
const SOON = 6_000;

let shop, sandbox;
before(async () => ({ sandbox } = shop = await startShop()));
after(() => shop?.stop());
// With a token from the start: getting one is no try.
beforeEach(async () => {
  await sandbox.clearFaults();
  await created(shop, "memory");
  await sandbox.reset();
});

const withOptions = (options) => ({ "x-test": JSON.stringify(options) });
const tries = async () => (await sandbox.requests("POST", PATH)).length;

test("a page is told by which tx_id the provider finds what it has refused", async () => {
  await sandbox.fault({ match: MATCH, fault: "status", status: 422 });
  const reply = await shop.create("memory", draft());
  assert.equal(reply.status, 422);
  const [{ tx_id }] = await sandbox.requests("POST", PATH);
  assert.match(tx_id, /^[0-9a-f-]{36}$/);
  assert.equal(reply.headers.get("tx_id"), tx_id);
});

test("maxRetries says how often an order is sent", async () => {
  for (const maxRetries of [0, 1]) {
    await sandbox.reset();
    await sandbox.fault({ match: MATCH, times: 9, fault: "status", status: 503 });
    assert.equal((await shop.create("memory", draft(), withOptions({ maxRetries }))).status, 503);
    assert.equal(await tries(), 1 + maxRetries);
  }
});

test("after its deadline, an order is neither waited for nor sent again", async () => {
  await sandbox.fault({ match: MATCH, times: 9, fault: "hang" });
  const began = Date.now();
  const reply = await shop.create("memory", draft(), withOptions({ deadline: 1_000 }));
  const took = Date.now() - began;
  assert.equal(reply.status, 503);
  assert.equal((await reply.json()).errors[0].id, "TIMEOUT");
  assert.ok(took < SOON, `it took ${took} ms`);
  assert.equal(await tries(), 1);
});
