// When the module is loaded, and what happens if it cannot be. Each case is a process of its own: importing is for once.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

const ROOT = new URL("../..", import.meta.url);

/** Runs a module and gives what it printed as JSON. */
async function run(source) {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "-e", source],
    {
      cwd: ROOT,
      timeout: 30_000,
    },
  );
  assert.equal(stderr, "");
  return JSON.parse(stdout);
}

/** Lets Node compile a module of its own, for its Response, before ours is looked at. */
const NODES_OWN = `
  const { compile, Module } = WebAssembly;
  new Response("");
`;

/** Counts the ways in which an engine can be asked to compile, and watches what is added to the global object. */
const WATCH = `
  ${NODES_OWN}
  const used = {};
  const count = (name) => (used[name] = (used[name] ?? 0) + 1);
  const names = ["compile", "compileStreaming", "instantiate", "instantiateStreaming", "validate", "Module", "Instance"];
  for (const name of names) {
    WebAssembly[name] = new Proxy(WebAssembly[name], {
      apply: (target, self, args) => {
        if (!(args[0] instanceof Module)) count(name);
        return Reflect.apply(target, self, args);
      },
      construct: (target, args) => {
        if (!(args[0] instanceof Module)) count(name);
        return Reflect.construct(target, args);
      },
    });
  }
  const asked = [];
  globalThis.fetch = async (...args) => { asked.push(args); throw new Error("no network"); };
  const describe = (object) => Reflect.ownKeys(object).map(String).sort().join();
  const globals = () => [globalThis, Object.prototype, Array.prototype, Promise.prototype].map(describe).join("; ");
  const before = globals();
`;

for (const entry of ["jeelpay-checkout", "jeelpay-checkout/edge"]) {
  test(`importing ${entry} does nothing`, async () => {
    const told = await run(`${WATCH}
      await import("${entry}");
      console.log(JSON.stringify({ used, asked, isSame: globals() === before }));
    `);
    assert.deepEqual(told, { used: {}, asked: [], isSame: true });
  });
}

test("a client is made without the module, and the module once for all calls", async () => {
  const told = await run(`${WATCH}
    const { createClient, preload, validateCheckout } = await import("jeelpay-checkout");
    createClient({ baseUrl: "https://shop.example" });
    createClient(undefined);
    const early = { ...used };
    await Promise.all([preload(), preload(), validateCheckout({}), validateCheckout({}), preload()]);
    console.log(JSON.stringify({ early, used }));
  `);
  assert.deepEqual(told.early, {});
  assert.deepEqual(told.used, { compile: 1 });
});

test("a failed load is told with its cause, and the next call tries again", async () => {
  const told = await run(`
    ${NODES_OWN}
    let failures = 2;
    WebAssembly.compile = (bytes) =>
      failures-- > 0 ? Promise.reject(new RangeError("out of memory")) : compile(bytes);
    const { isCheckoutError, preload, validateCheckout } = await import("jeelpay-checkout");
    const describe = (error) => [isCheckoutError(error), error.code, error.cause.message, error.retryable];
    const first = await Promise.allSettled([preload(), validateCheckout({})]);
    const second = await preload().catch(describe);
    const issues = await validateCheckout({});
    console.log(JSON.stringify({ first: first.map((one) => describe(one.reason)), second, issues: issues.length }));
  `);
  const failure = [true, "wasm_unavailable", "out of memory", false];
  assert.deepEqual(told, { first: [failure, failure], second: failure, issues: 2 });
});

const refusing = (words) => `
  WebAssembly.compile = async () => {
    throw new WebAssembly.CompileError(${JSON.stringify(words)});
  }
`;

for (const [what, breaking, words] of [
  ["no WebAssembly at all", "delete globalThis.WebAssembly", /too old/],
  ["an engine that cannot compile the module", refusing("invalid value type"), /too old.*Safari 16\.4/],
  [
    "a policy that forbids it",
    refusing("Refused to compile or instantiate WebAssembly module because of a Content Security Policy"),
    /wasm-unsafe-eval/,
  ],
]) {
  test(`${what} is wasm_unavailable, with what to do`, async () => {
    const told = await run(`${NODES_OWN}
      const { createCheckout, isCheckoutError } = await import("jeelpay-checkout");
      ${breaking};
      const error = await createCheckout({}, {}).catch((error) => error);
      console.log(JSON.stringify([isCheckoutError(error), error.name, error.code, error.message]));
    `);
    assert.deepEqual(told.slice(0, 3), [true, "CheckoutError", "wasm_unavailable"]);
    assert.match(told[3], words);
  });
}
