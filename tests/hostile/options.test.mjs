// Every hostile value as every option, as whatever an option's function gives, and as whatever it throws.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createCheckout,
  createClient,
  createSchoolingCheckout,
  getCheckout,
  validateCheckout,
  validateSchoolingCheckout,
  waitForCheckout,
} from "jeelpay-checkout";
import { ITEMS, SCHOOLING } from "../runtimes/requests.mjs";
import { each, ID, OPTIONS, settled } from "./settling.mjs";
import { CHEAP, VALUES } from "./values.mjs";

const CALLS = {
  createCheckout: (options) => createCheckout(ITEMS, options),
  createSchoolingCheckout: (options) => createSchoolingCheckout(SCHOOLING, options),
  getCheckout: (options) => getCheckout(ID, options),
  waitForCheckout: (options) => waitForCheckout(ID, options),
};

const NAMES = [
  "baseUrl",
  "environment",
  "accessToken",
  "dangerouslyAllowBrowser",
  "timeout",
  "deadline",
  "maxRetries",
  "redirectOrigins",
  "fetch",
  "redirect",
  "idempotencyKey",
  "signal",
  "onStatus",
  "unknown",
];

/** What may come of options, valid or not; never an answer that nobody gave. */
const CODES = [
  undefined,
  "invalid_options",
  "timeout",
  "aborted",
  "unauthorized",
  "unavailable",
  "invalid_response",
  "unsafe_redirect",
];

function assertPossible(name, { error }) {
  assert.ok(CODES.includes(error?.code), `${name}: ${error?.code} ${error?.message}`);
}

for (const option of NAMES) {
  test(`any value as ${option}`, async () => {
    await each(VALUES, async ([name, make]) => {
      for (const [method, call] of Object.entries(CALLS)) {
        const outcome = await settled(`${method} ${name}`, () => call({ ...OPTIONS, [option]: make() }));
        assertPossible(`${method} ${name}`, outcome);
      }
    });
  });

  test(`an option ${option} that throws when it is read`, async () => {
    for (const [, make] of CHEAP) {
      const options = Object.defineProperty({ ...OPTIONS }, option, {
        enumerable: true,
        get() {
          throw make();
        },
      });
      for (const [method, call] of Object.entries(CALLS)) {
        const { error } = await settled(method, () => call(options));
        // This one is asked for only where it matters.
        const isRead = option !== "dangerouslyAllowBrowser";
        assert.equal(error?.code, isRead ? "invalid_options" : undefined, method);
      }
    }
  });
}

test("any value in place of all options, and in place of a call's own", async () => {
  await each(VALUES, async ([name, make]) => {
    for (const call of Object.values(CALLS)) assertPossible(name, await settled(name, () => call(make())));
    const [good, bad] = [createClient(OPTIONS), createClient(make())];
    const own = { signal: new AbortController().signal };
    for (const [client, its] of [
      [good, make],
      [bad, () => own],
      [bad, make],
    ]) {
      for (const [method, what] of [
        ["createCheckout", ITEMS],
        ["createSchoolingCheckout", SCHOOLING],
        ["getCheckout", ID],
        ["waitForCheckout", ID],
      ]) {
        assertPossible(name, await settled(`${method} ${name}`, () => client[method](what, its())));
      }
    }
    for (const validate of [validateCheckout, validateSchoolingCheckout]) {
      assertPossible(name, await settled(name, () => validate(ITEMS, make())));
      assertPossible(name, await settled(name, () => validate(ITEMS, { as: make() })));
    }
  });
});

test("any value as an entry of redirectOrigins", async () => {
  await each(VALUES, async ([name, make]) => {
    const { error } = await settled(name, () => getCheckout(ID, { ...OPTIONS, redirectOrigins: [make()] }));
    assert.equal(error?.code, "invalid_options", name);
  });
});

/** The ways in which a function can hand something over. */
const GIVING = {
  returns: (make) => () => make(),
  "comes to": (make) => async () => make(),
  throws: (make) => () => {
    throw make();
  },
  "is rejected with": (make) => () => Promise.reject(make()),
};

const FAILING = ["throws", "is rejected with"];

for (const [way, giving] of Object.entries(GIVING)) {
  test(`an accessToken that ${way} any value`, async () => {
    await each(VALUES, async ([name, make]) => {
      const call = () => getCheckout(ID, { ...OPTIONS, accessToken: giving(make) });
      const { error } = await settled(name, call);
      // What is given may be a promise that is rejected.
      const codes = FAILING.includes(way)
        ? ["unavailable"]
        : [undefined, "unauthorized", "unavailable", "timeout"];
      assert.ok(codes.includes(error?.code), `${name}: ${error?.code}`);
    });
  });
}

test("a redirect or onStatus that returns or throws any value", async () => {
  await each(VALUES, async ([name, make]) => {
    for (const giving of [GIVING.returns, GIVING.throws]) {
      const options = { ...OPTIONS, timeout: 5_000 };
      const sent = await settled(name, () => createCheckout(ITEMS, { ...options, redirect: giving(make) }));
      const told = await settled(name, () => waitForCheckout(ID, { ...options, onStatus: giving(make) }));
      const hasThrown = giving === GIVING.throws;
      assert.equal(sent.error?.code, hasThrown ? "unsafe_redirect" : undefined, name);
      assert.equal(told.error?.code, hasThrown ? "invalid_options" : undefined, name);
    }
  });
});
