// Prototypes that somebody has polluted, or frozen.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { createCheckout, getCheckout, validateCheckout, waitForCheckout } from "jeelpay-checkout";
import { ID, OPTIONS, settled } from "./settling.mjs";
import { CHEAP } from "./values.mjs";

/** Runs while `prototype` has these properties besides its own. */
async function polluted(prototype, properties, work) {
  const names = Reflect.ownKeys(properties);
  for (const name of names)
    Object.defineProperty(prototype, name, { configurable: true, ...properties[name] });
  try {
    return await work();
  } finally {
    for (const name of names) delete prototype[name];
  }
}

/** As bare as can be: the platform's own objects have trouble with such prototypes themselves. */
const answer = JSON.stringify({ status: "SUCCEEDED", metadata: { a: 1 } });
const fetch = async () => ({ status: 200, headers: { get: () => null }, text: async () => answer });

async function callAll(name) {
  const outcomes = [];
  outcomes.push(await settled(name, () => validateCheckout({ buyer: 7 })));
  outcomes.push(await settled(name, () => createCheckout({ buyer: 7 }, OPTIONS)));
  outcomes.push(await settled(name, () => getCheckout(ID, { ...OPTIONS, fetch })));
  outcomes.push(await settled(name, () => getCheckout("x", OPTIONS)));
  outcomes.push(await settled(name, () => waitForCheckout(ID, { ...OPTIONS, fetch })));
  return outcomes;
}

const NAMES = [
  "code",
  "status",
  "txId",
  "errors",
  "issues",
  "retryable",
  "idempotencyKey",
  "checkout_id",
  "metadata",
  "path",
  "environment",
  "accessToken",
  "redirectOrigins",
  "as",
];

for (const name of NAMES) {
  test(`Object.prototype.${name} is a setter that throws`, async () => {
    const hostile = {
      set() {
        throw new Error("called");
      },
    };
    const [issues, refused, details, noId, ended] = await polluted(
      Object.prototype,
      { [name]: hostile },
      () => callAll(name),
    );
    assert.equal(issues.value.length, 2);
    assert.deepEqual([refused.error.code, refused.error.issues], ["invalid_request", issues.value]);
    assert.deepEqual([details.value.status, details.value.metadata], ["SUCCEEDED", { a: 1 }]);
    assert.equal(noId.error.code, "invalid_request");
    assert.equal(ended.value.status, "SUCCEEDED");
  });
}

for (const name of ["cause", "message", "get", "body", "signal", "mode", "toJSON", "length", "0"]) {
  test(`Object.prototype.${name} is any value`, async () => {
    for (const [, make] of CHEAP) {
      const value = make();
      await polluted(Object.prototype, { [name]: { value, writable: true } }, () => callAll(name));
    }
  });
}

test("Array.prototype and String.prototype are polluted", async () => {
  for (const [prototype, name] of [
    [Array.prototype, "toJSON"],
    [Array.prototype, "code"],
    [String.prototype, "toJSON"],
    [String.prototype, "aborted"],
    [Number.prototype, "toJSON"],
    [Function.prototype, "then"],
    [Error.prototype, "code"],
  ]) {
    const fail = () => {
      throw new Error("called");
    };
    await polluted(prototype, { [name]: { value: fail, writable: true } }, () => callAll(name));
  }
});

test("every prototype is frozen", async () => {
  const script = `
    for (const type of [Object, Array, String, Number, Function, Promise, Error, Map, Date, RegExp]) {
      Object.freeze(type.prototype);
      Object.freeze(type);
    }
    const { getCheckout, createCheckout, isCheckoutError } = await import("jeelpay-checkout");
    const metadata = { toString: "a", constructor: "b", valueOf: "c", name: "d" };
    const fetch = async () => Response.json({ status: "PENDING", metadata });
    const details = await getCheckout("${ID}", { baseUrl: "https://shop.example", fetch });
    const error = await createCheckout({}, { baseUrl: "https://shop.example" }).catch((error) => error);
    console.log(JSON.stringify([details.metadata, isCheckoutError(error), error.code, error.issues.length]));
  `;
  const cwd = new URL("../..", import.meta.url);
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    cwd,
    timeout: 20_000,
  });
  const metadata = { toString: "a", constructor: "b", valueOf: "c", name: "d" };
  assert.deepEqual(JSON.parse(stdout), [metadata, true, "invalid_request", 2]);
});
