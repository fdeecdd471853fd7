// What `cargo xtask bench edge` counts, in small: many at once, and a process that is killed in the middle.
import assert from "node:assert/strict";
import { test } from "node:test";
import { creates } from "../../benches/edge/creates.mjs";
import { deliveries } from "../../benches/edge/deliveries.mjs";

const valuesOf = (rows) => Object.fromEntries(rows.map(({ name, value }) => [name, value]));

test("200 creations, 50 at a time: one token, no checkout twice, no error", async () => {
  const seen = valuesOf(await creates({ count: 200, concurrent: 50 }));
  assert.equal(seen["token requests per token lifetime"], 1);
  assert.equal(seen["of them clicked twice at once"], 20);
  assert.equal(seen["orders with a checkout"], 200);
  assert.equal(seen.duplicates, 0);
  assert.equal(seen.errors, 0);
});

test("200 deliveries and a kill: none lost, no forgery taken, each transition once", async () => {
  const seen = valuesOf(await deliveries({ checkouts: 20, count: 200, concurrent: 20, isHurried: true }));
  assert.equal(seen.forged, 20);
  assert.ok(seen["broken off by the kill, and sent again"] > 0, "the kill broke nothing off");
  assert.equal(seen["forged and accepted"], 0);
  assert.equal(seen.lost, 0);
  assert.equal(seen["told a status that was not so"], 0);
  assert.equal(seen["exactly once, by the event's id"], 20);
  assert.equal(seen["twice without being marked as redelivered"], 0);
});
