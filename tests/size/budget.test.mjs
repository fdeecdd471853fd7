// What a page downloads stays within what benches/budget.json allows.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { weights } from "../../benches/page/entries.mjs";

const budget = JSON.parse(await readFile(new URL("../../benches/budget.json", import.meta.url), "utf8"));
const { ours } = await weights();

test("every entry has a budget, and every budget an entry", () => {
  assert.deepEqual(Object.keys(ours).sort(), Object.keys(budget).sort());
});

for (const [entry, bytes] of Object.entries(ours)) {
  test(`${entry}: ${bytes} bytes by brotli, of ${budget[entry]}`, () => {
    assert.ok(
      bytes <= budget[entry],
      `a page that imports ${entry} downloads ${bytes} bytes; the budget is ${budget[entry]}. ` +
        "See `cargo xtask bench size` for where they go; raise the budget only for something that is worth it to every visitor.",
    );
  });
}
