// Which file each platform gets, by the conditions that its tools resolve with.
import assert from "node:assert/strict";
import { relative } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";

const ROOT = new URL("../..", import.meta.url).pathname;

/** The files of the package that stand for its entries. */
async function resolved(conditions, kind, entries) {
  const found = [];
  const asking = {
    name: "asking",
    setup: (esbuild) =>
      esbuild.onStart(async () => {
        for (const entry of entries) found.push(await esbuild.resolve(entry, { kind, resolveDir: ROOT }));
      }),
  };
  const nothing = { contents: "" };
  await build({ stdin: nothing, write: false, platform: "neutral", conditions, plugins: [asking] });
  return found.map(({ path }) => relative(`${ROOT}pkg`, path));
}

for (const [platform, conditions, storefront, edge] of [
  ["a page", ["browser"], "index", "edge.browser"],
  ["workerd, by wrangler", ["workerd", "worker", "browser"], "index.workerd", "edge.workerd"],
  ["workerd, by Vite", ["workerd", "worker", "module", "browser"], "index.workerd", "edge.workerd"],
  ["edge-light", ["edge-light", "worker", "browser"], "index.edge-light", "edge.edge-light"],
  ["Node", ["node"], "index", "edge"],
  ["Deno", ["deno", "node"], "index", "edge"],
  ["Bun", ["bun", "node"], "index", "edge"],
  ["anything else", [], "index", "edge"],
]) {
  test(`${platform} gets ${storefront} and ${edge}`, async () => {
    const entries = ["jeelpay-checkout", "jeelpay-checkout/edge"];
    assert.deepEqual(await resolved(conditions, "import-statement", entries), [
      `${storefront}.js`,
      `${edge}.js`,
    ]);
  });
}

test("callers in CommonJS get the same modules, by way of a file of their kind", async () => {
  const entries = ["", "/edge", "/slim", "/cloudflare"].map((path) => `jeelpay-checkout${path}`);
  for (const conditions of [["node"], ["deno", "node"], ["bun"], []]) {
    const files = await resolved(conditions, "require-call", entries);
    assert.deepEqual(files, ["index.cjs", "edge.cjs", "slim.cjs", "cloudflare.cjs"]);
  }
  const secret = await resolved(["browser"], "require-call", ["jeelpay-checkout/edge"]);
  assert.deepEqual(secret, ["edge.browser.js"], "not so in a page");
});

test("the merchant's side refuses to be part of a page", async () => {
  await assert.rejects(import("../../pkg/edge.browser.js"), {
    name: "CheckoutError",
    code: "secret_in_browser",
  });
});
