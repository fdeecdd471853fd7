// One version, in all the places that tell it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { VERSION } from "jeelpay-checkout";

const read = (path) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

test("the package, its manifest and the crate agree on the version", async () => {
  const manifest = JSON.parse(await read("pkg/package.json"));
  const [, workspace] = /\[workspace\.package\]\s+version = "([^"]+)"/.exec(await read("Cargo.toml"));
  const versions = { manifest: manifest.version, workspace };
  assert.match(VERSION, /^\d+\.\d+\.\d+/);
  assert.deepEqual(versions, { manifest: VERSION, workspace: VERSION });
});
