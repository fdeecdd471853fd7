// Every hostile value at every place of a request.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createCheckout,
  createSchoolingCheckout,
  getCheckout,
  isCheckoutError,
  validateCheckout,
  validateSchoolingCheckout,
  waitForCheckout,
} from "jeelpay-checkout";
import { ITEMS, SCHOOLING } from "../runtimes/requests.mjs";
import { placesOf, withValueAt } from "./places.mjs";
import { each, OPTIONS, settled } from "./settling.mjs";
import { VALUES } from "./values.mjs";

const KINDS = [
  ["items", ITEMS, createCheckout, validateCheckout],
  ["schooling", SCHOOLING, createSchoolingCheckout, validateSchoolingCheckout],
];

for (const [kind, request, create, validate] of KINDS) {
  for (const place of placesOf(request)) {
    test(`${kind}: any value at ${place.join(".") || "the root"}`, async () => {
      await each(VALUES, async ([name, make]) => {
        const issues = await settled(name, () =>
          validate(withValueAt(request, place, make()), { as: "draft" }),
        );
        assert.ok(Array.isArray(issues.value), name);
        const outcome = await settled(name, () =>
          create(withValueAt(request, place, make()), { ...OPTIONS, timeout: 5_000 }),
        );
        // What is valid is created and what is not is refused: the two never disagree.
        const expected = issues.value.length === 0 ? undefined : "invalid_request";
        assert.equal(outcome.error?.code, expected, name);
        assert.deepEqual(outcome.error?.issues ?? [], issues.value, name);
      });
    });
  }
}

test("any value as an id", async () => {
  await each(VALUES, async ([name, make]) => {
    for (const ask of [getCheckout, waitForCheckout]) {
      const { error } = await settled(name, () => ask(make(), OPTIONS));
      assert.equal(error?.code, "invalid_request", name);
    }
  });
});

test("any value may be asked whether it is one of our errors", () => {
  for (const [name, make] of VALUES) assert.equal(isCheckoutError(make()), false, name);
});
