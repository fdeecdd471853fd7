// Whatever does not answer, the handler does: in time, and with a line in the log that names who was waited for.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { COURSES } from "../support/sandbox.mjs";
import { eventually } from "./eventually.mjs";
import { created, draft, sign, startShop } from "./shop.mjs";

const TIMEOUT = 400;
/** A request that takes so much longer than it is allowed to does hang. */
const PATIENCE = 10_000;

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());
beforeEach(() => merchant.usual());

const hasty = (more = {}) => ({ "x-test": JSON.stringify({ timeout: TIMEOUT, ...more }) });
const never = () => new Promise(() => {});
const linesSince = async (count) => (await shop.inside("lines")).slice(count);

/** What a request is answered, and the line in the log that it leaves. */
async function answered(ask) {
  const { length } = await shop.inside("lines");
  const reply = await Promise.race([
    ask(),
    new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error("it hangs")).unref()),
  ]);
  const [line] = await linesSince(length);
  return { status: reply.status, text: await reply.text(), line };
}

async function assertTimesOut(ask, who) {
  const { status, text, line } = await answered(ask);
  assert.equal(status, 503);
  const { id, message } = JSON.parse(text).errors[0];
  assert.deepEqual([id, message], ["TIMEOUT", "no answer in time; try again"]);
  assert.deepEqual([line.status, line.code], [503, "timeout"]);
  assert.match(line.message, who);
}

test("completeCheckout: the order is not sent", async () => {
  merchant.answers.complete = never;
  const order = draft();
  await assertTimesOut(() => shop.create("remote", order, hasty()), /^completeCheckout .* within 400 ms$/);
  assert.deepEqual(await sandbox.requests("POST", "/v3/checkout"), []);
  assert.equal(merchant.records.has(`order:reference ${order.reference_id}`), false);
});

test("returnUrl", async () => {
  const { checkout_id } = await created(shop, "memory");
  const { request } = await sandbox.checkout(checkout_id);
  merchant.answers.return = never;
  const back = () => shop.get(new URL(request.urls.redirect_url).pathname, hasty({ returnUrl: "function" }));
  await assertTimesOut(back, /^returnUrl .* within 400 ms$/);
});

test("the ledger: creations, questions, returns and deliveries", async () => {
  const { checkout_id, cookie } = await created(shop, "remote");
  const { request } = await sandbox.checkout(checkout_id);
  merchant.hold = never;
  const asks = [
    () => shop.create("remote", draft(), hasty()),
    () => shop.get(`/remote/api/v3/checkout/${checkout_id}`, { cookie, ...hasty() }),
    () => shop.get(new URL(request.urls.redirect_url).pathname, hasty()),
  ];
  for (const ask of asks) await assertTimesOut(ask, /^the ledger .* within 400 ms$/);
  const event = JSON.stringify({ checkout_id, status: "REJECTED" });
  const headers = { "x-jeel-signature": sign(event, COURSES.clientSecret), ...hasty() };
  await assertTimesOut(() => shop.post("/remote/api/webhooks", event, headers), /^the ledger/);
});

test("a body that never ends is let go", async () => {
  const json = { "content-type": "application/json", origin: shop.url };
  const signed = { "x-jeel-signature": sign("", COURSES.clientSecret) };
  for (const [path, headers, expected] of [
    ["v3/checkout", json, 408],
    ["webhooks", signed, 408],
    ["webhooks", json, 401], // nobody has signed it, so nobody waits for it
    ["webhooks", { "x-jeel-signature": "junk" }, 401],
  ]) {
    const question = { url: `${shop.api("memory")}/${path}`, headers, timeout: TIMEOUT };
    const { text } = await answered(() => shop.post("/inside/stalled", question));
    assert.deepEqual(JSON.parse(text), { status: expected, isRead: false }, path);
  }
});

test("onStatus: it is left after two minutes, and called again", async () => {
  const checkout = await created(shop, "memory");
  const { checkout_id } = checkout;
  await shop.inside("hasten", { by: 300 }); // two minutes are 400 ms now
  merchant.answers.status = never;
  await sandbox.decide(checkout_id, "REJECTED");
  await eventually(() => merchant.told(checkout_id).length === 1, "onStatus");
  const failed = async () => (await shop.inside("lines")).find((line) => /^onStatus/.test(line.message));
  const line = await eventually(failed, "a line about onStatus");
  assert.deepEqual([line.code, line.checkout_id], ["timeout", checkout_id]);
  merchant.usual();
  await shop.deliver("memory", { checkout_id, status: "REJECTED" });
  await eventually(() => merchant.told(checkout_id).length === 2, "onStatus again");
  assert.equal(merchant.told(checkout_id)[1].redelivered, true);
});
