// How floats are written in decimals is several kilobytes of a page, and one careless panic message brings it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { functions } from "../../benches/size/wasm.mjs";

const FLOATS = /flt2dec|grisu|dragon|float_to_decimal/;

test("no function of the page's module formats floats", async () => {
  const { JEELPAY_NAMED_WASM } = process.env;
  assert.ok(JEELPAY_NAMED_WASM, "cargo xtask test size names the module in JEELPAY_NAMED_WASM");
  const names = functions(await readFile(JEELPAY_NAMED_WASM)).map(({ name }) => name);
  assert.ok(
    names.some((name) => name.startsWith("jeelpay_checkout::")),
    "the functions have names",
  );
  assert.deepEqual(
    names.filter((name) => FLOATS.test(name)),
    [],
  );
});
