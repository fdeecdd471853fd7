// jeelpay-checkout/slim: the module comes from whoever imports it, in whatever form it is had.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

const ROOT = new URL("../..", import.meta.url);

/** Runs a module in a process of its own, as loading is for once, and gives what it printed as JSON. */
async function run(source) {
  const prelude = `
    import { readFile } from "node:fs/promises";
    import { initialize, preload, validateCheckout } from "jeelpay-checkout/slim";
    const bytes = await readFile(new URL(import.meta.resolve("jeelpay-checkout/checkout.wasm")));
    const typed = (type) => new Response(bytes, { headers: { "content-type": type } });
    const issues = async () => (await validateCheckout({})).length;
    const told = (error) => [error.name, error.code, error.message];
    const tell = (value) => console.log(JSON.stringify(value));
  `;
  const args = ["--input-type=module", "-e", prelude + source];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    cwd: ROOT,
    timeout: 30_000,
  });
  assert.equal(stderr, "", "the console is silent");
  return JSON.parse(stdout);
}

for (const [what, source] of [
  ["bytes", "bytes"],
  ["a compiled module", "new WebAssembly.Module(bytes)"],
  ["an answer of the right type", `typed("application/wasm")`],
  ["a promised answer", `Promise.resolve(typed("application/wasm"))`],
  ["an answer of a host that does not know the type", `typed("application/octet-stream")`],
  ["an answer of a wrong type", `typed("text/html")`],
  ["an address", `(globalThis.fetch = async () => typed("application/wasm"), "/checkout.wasm")`],
]) {
  test(`takes ${what}`, async () => {
    assert.equal(await run(`await initialize(${source}); tell(await issues());`), 2);
  });
}

test("does not stream what engines refuse to", async () => {
  const told = await run(`
    const { compileStreaming } = WebAssembly;
    let streamed = 0;
    WebAssembly.compileStreaming = (source) => ((streamed += 1), compileStreaming(source));
    const mislabelled = initialize(typed("text/plain")).then(() => streamed);
    tell([await mislabelled, await issues()]);
  `);
  assert.deepEqual(told, [0, 2]);
});

test("says what is missing before it has a module", async () => {
  const [name, code, message] = await run(`tell(await preload().catch(told));`);
  assert.deepEqual([name, code], ["CheckoutError", "wasm_unavailable"]);
  assert.match(message, /initialize\(\)/);
});

test("takes another place after a failure, and stays with the first that worked", async () => {
  const [failed, wrong, good, again] = await run(`
    const failed = await initialize(new Response("", { status: 404 })).catch(told);
    const wrong = await initialize(new Response("<!doctype html>")).catch(told);
    await initialize(bytes);
    const good = await issues();
    await initialize("never asked for");
    tell([failed, wrong, good, await issues()]);
  `);
  assert.deepEqual([failed[1], wrong[1]], ["wasm_unavailable", "wasm_unavailable"]);
  assert.deepEqual([good, again], [2, 2]);
});

for (const order of ["[bad, bytes]", "[bytes, bad]"]) {
  test(`tells each of several calls of its own place, and uses the one that worked: ${order}`, async () => {
    const [ends, count] = await run(`
      const bad = new Response("", { status: 404 });
      const ended = (source) => initialize(source).then(() => "ready", (error) => error.code);
      const ends = await Promise.all(${order}.map(ended));
      tell([ends, await issues()]);
    `);
    const expected = {
      "[bad, bytes]": ["wasm_unavailable", "ready"],
      "[bytes, bad]": ["ready", "wasm_unavailable"],
    };
    assert.deepEqual([ends, count], [expected[order], 2]);
  });
}

test("waits with a call for the place that was named last", async () => {
  const count = await run(`
    const named = [new Response("", { status: 404 }), bytes].map(initialize);
    const asked = issues();
    await Promise.allSettled(named);
    tell(await asked);
  `);
  assert.equal(count, 2);
});

test("holds the module to its integrity, as the README does", async () => {
  const told = await run(`
    import { createServer } from "node:http";
    import { createRequire } from "node:module";
    const integrity = createRequire(import.meta.url)("jeelpay-checkout/integrity.json")["gen/checkout_bg.wasm"];
    let served = Buffer.concat([bytes, Buffer.from([0, 1, 0])]); // with one section more, it is a module all the same
    const server = createServer((_, response) => response.setHeader("content-type", "application/wasm").end(served));
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = "http://127.0.0.1:" + server.address().port;
    const another = await initialize(fetch(address, { integrity })).catch(told);
    served = bytes;
    await initialize(fetch(address, { integrity }));
    server.close();
    server.closeAllConnections();
    tell([another[1], await issues()]);
  `);
  assert.deepEqual(told, ["wasm_unavailable", 2]);
});
