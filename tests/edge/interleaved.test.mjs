// A status that arrives before the answer to its checkout's creation: the provider knows first.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { eventually } from "./eventually.mjs";
import { draft, startShop } from "./shop.mjs";

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());
beforeEach(() => merchant.usual());

/** A step of the ledger that waits: who comes to it, and what lets it go on. */
function gate() {
  const gate = {};
  gate.reached = new Promise((resolve) => (gate.reach = resolve));
  gate.opened = new Promise((resolve) => (gate.open = resolve));
  gate.pass = () => {
    gate.reach();
    return gate.opened;
  };
  return gate;
}

/** Whether a step of the ledger makes a checkout known, or leaves its status for whoever does. */
const isPointer = (method, key, next) =>
  method === "swap" && key.startsWith("checkout:") && "order" in JSON.parse(next);
const isEarly = (method, key, next) =>
  method === "swap" && key.startsWith("checkout:") && "early" in JSON.parse(next);

/** The id of the checkout that the sandbox has made for an order. */
const idOf = async ({ reference_id }) =>
  (await sandbox.checkouts()).find(({ request }) => request.reference_id === reference_id).checkout_id;

const told = (id, status) =>
  eventually(() => merchant.told(id).length > 0, `${status} of ${id}`).then(() =>
    assert.deepEqual(
      merchant.told(id).map((event) => event.status),
      [status],
    ),
  );

test("is told when the answer has come", async () => {
  for (const [status, before] of [
    ["REJECTED", []],
    ["SUCCEEDED", []],
    ["SUCCEEDED", ["PENDING", "ON_HOLD"]],
  ]) {
    const order = draft();
    const held = gate();
    merchant.hold = (...step) => (isPointer(...step) ? held.pass() : undefined);
    const creation = shop.create("remote", order);
    await held.reached;
    const id = await idOf(order);
    for (const earlier of before) await shop.deliver("remote", { checkout_id: id, status: earlier });
    await sandbox.decide(id, status);
    const early = JSON.stringify({ early: status });
    await eventually(() => merchant.records.get(`checkout:${id}`) === early, "an early status");
    held.open();
    assert.equal((await creation).status, 200);
    await told(id, status);
  }
});

test("is told when it comes just while the creation looks for it", async () => {
  const order = draft();
  const [looking, keeping] = [gate(), gate()];
  merchant.hold = (...step) => {
    if (isPointer(...step)) return looking.pass();
    if (isEarly(...step)) return keeping.pass();
  };
  const creation = shop.create("remote", order);
  await looking.reached;
  const id = await idOf(order);
  await sandbox.decide(id, "REJECTED");
  await keeping.reached; // the delivery has looked for the order, in vain
  looking.open();
  assert.equal((await creation).status, 200); // the creation has looked for a status, in vain
  keeping.open();
  await told(id, "REJECTED");
});
