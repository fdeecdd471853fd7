// One version, in all the places that tell it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { VERSION } from "jeelpay-checkout";

const read = (path) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

/** Of a module in pkg/gen. */
async function versionOf(name) {
  const glue = await import(`../../pkg/gen/${name}.js`);
  const module = await readFile(new URL(`../../pkg/gen/${name}_bg.wasm`, import.meta.url));
  glue.initSync({ module });
  return glue.version();
}

test("the package, its manifest, the crate and both modules agree on the version", async () => {
  const manifest = JSON.parse(await read("pkg/package.json"));
  const [, workspace] = /\[workspace\.package\]\s+version = "([^"]+)"/.exec(await read("Cargo.toml"));
  const versions = {
    manifest: manifest.version,
    workspace,
    page: await versionOf("checkout"),
    edge: await versionOf("edge"),
  };
  assert.match(VERSION, /^\d+\.\d+\.\d+/);
  assert.deepEqual(versions, { manifest: VERSION, workspace: VERSION, page: VERSION, edge: VERSION });
});
