// The values by which a page holds each file of the package that it loads from elsewhere.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const integrity = JSON.parse(await readFile(new URL(import.meta.resolve("jeelpay-checkout/integrity.json"))));
const read = (file) => readFile(new URL(`../../pkg/${file}`, import.meta.url));

/** What a file imports of its own package. */
async function importsOf(file) {
  const source = await read(file).then(String);
  const specifiers = [...source.matchAll(/(?:from|import)\s*"(\.[^"]+)"/g)].map(([, specifier]) => specifier);
  return specifiers.map((specifier) => new URL(specifier, `file:///${file}`).pathname.slice(1));
}

test("each value is the file's own", async () => {
  for (const [file, value] of Object.entries(integrity)) {
    assert.equal(
      value,
      `sha384-${createHash("sha384")
        .update(await read(file))
        .digest("base64")}`,
      file,
    );
  }
});

test("every file that a page could load has one", async () => {
  const wanted = new Set(["index.js", "slim.js", "gen/checkout_bg.wasm"]);
  for (const file of wanted) {
    if (file.endsWith(".js")) for (const imported of await importsOf(file)) wanted.add(imported);
  }
  assert.ok(wanted.has("gen/checkout.inline.js"), "imports were followed");
  assert.deepEqual(Object.keys(integrity).sort(), [...wanted].sort());
});
