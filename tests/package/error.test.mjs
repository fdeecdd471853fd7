// The error class, as callers meet it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CheckoutError, createCheckout, isCheckoutError } from "jeelpay-checkout";
import { CheckoutError as EdgeError, isCheckoutError as isOfEdge } from "jeelpay-checkout/edge";

const failure = () =>
  createCheckout({ items: [] }, { baseUrl: "https://shop.example" }).catch((error) => error);

test("a failure is an Error with a stack, a name and our prefix", async () => {
  const error = await failure();
  assert.ok(error instanceof CheckoutError && error instanceof Error && error instanceof EdgeError);
  assert.equal(error.name, "CheckoutError");
  assert.match(error.message, /^jeelpay-checkout: the request is not valid: buyer: /);
  assert.match(error.stack, /^CheckoutError: jeelpay-checkout: .*\n\s+at /);
  assert.equal(String(error), `CheckoutError: ${error.message}`);
});

test("what is not known is absent, and lists are never missing", async () => {
  const error = await failure();
  assert.deepEqual(Object.keys(error), ["errors", "issues", "retryable", "code"]);
  assert.deepEqual([error.errors, error.retryable, error.issues.length], [[], false, 2]);
  assert.ok(!("cause" in error));
});

test("errors are known by their brand, also those of another copy of the package", async () => {
  const copy = await import("../../pkg/error.js?copy");
  const foreign = new copy.CheckoutError({ code: "timeout", message: "x", cause: 7 });
  assert.ok(!(foreign instanceof CheckoutError));
  assert.ok(isCheckoutError(foreign) && isOfEdge(foreign) && copy.isCheckoutError(await failure()));
  assert.equal(foreign.cause, 7);
  for (const other of [new Error("x"), { name: "CheckoutError", code: "timeout" }, null, undefined, "x"]) {
    assert.equal(isCheckoutError(other), false);
  }
});
