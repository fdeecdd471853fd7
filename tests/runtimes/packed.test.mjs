// The packed tarball, installed into an empty project and used in Node.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { installPacked } from "../support/packed.mjs";
import { clientOptions, startSandbox } from "../support/sandbox.mjs";
import { ITEMS } from "./requests.mjs";

let project, sandbox;
before(async () => {
  [project, sandbox] = await Promise.all([installPacked(), startSandbox()]);
});
after(() => Promise.all([project?.remove(), sandbox?.stop()]));

test("the tarball holds what is meant to be published, and nothing else", async () => {
  const expected = JSON.parse(await readFile(new URL("tarball.json", import.meta.url), "utf8"));
  assert.deepEqual(project.files, expected);
});

test("every file that package.json promises is there", async () => {
  const manifest = JSON.parse(
    await readFile(`${project.dir}/node_modules/jeelpay-checkout/package.json`, "utf8"),
  );
  const promised = JSON.stringify(manifest.exports).matchAll(/:"\.\/([^"]+)"/g);
  const files = Array.from(promised, ([, file]) => file);
  assert.ok(files.includes("gen/checkout_bg.wasm"));
  assert.deepEqual(
    files.filter((file) => !project.files.includes(file)),
    [],
  );
});

test("importing is inert in Node: no request, no compilation, no output", async () => {
  const source = `
    const refuse = (name) => () => { throw new Error(name + " was called"); };
    globalThis.fetch = refuse("fetch");
    for (const name of ["compile", "compileStreaming", "instantiate", "instantiateStreaming", "Module", "Instance"])
      WebAssembly[name] = refuse("WebAssembly." + name);
    const storefront = await import("jeelpay-checkout");
    const edge = await import("jeelpay-checkout/edge");
    console.log(JSON.stringify({ version: storefront.VERSION, faces: [typeof storefront.createClient, typeof edge.createServerClient] }));
  `;
  const { stdout, stderr } = await project.node(source);
  assert.equal(stderr, "");
  const { version } = JSON.parse(await readFile(new URL("../../pkg/package.json", import.meta.url), "utf8"));
  assert.deepEqual(JSON.parse(stdout), { version, faces: ["function", "function"] });
});

test("a checkout is created from Node", async () => {
  const source = `
    import { createServerClient } from "jeelpay-checkout/edge";
    const [options, request] = process.argv.slice(2).map((text) => JSON.parse(text));
    console.log(JSON.stringify(await createServerClient(options).createCheckout(request)));
  `;
  const args = [clientOptions(sandbox.url), ITEMS].map((value) => JSON.stringify(value));
  const { stdout, stderr } = await project.node(source, args);
  assert.equal(stderr, "");
  const created = JSON.parse(stdout);
  const [request] = await sandbox.requests("POST", "/v3/checkout");
  assert.equal(request.tx_id, created.tx_id);
  assert.equal(request.body, JSON.stringify(ITEMS));
});
