// A `fetch` that does, and gives, anything at all.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createCheckout, getCheckout, waitForCheckout } from "jeelpay-checkout";
import { ITEMS } from "../runtimes/requests.mjs";
import { each, ID, OPTIONS, settled } from "./settling.mjs";
import { CHEAP, throwing, VALUES } from "./values.mjs";

const CALLS = {
  createCheckout: (fetch) => createCheckout(ITEMS, { ...OPTIONS, fetch }),
  getCheckout: (fetch) => getCheckout(ID, { ...OPTIONS, fetch }),
  waitForCheckout: (fetch) => waitForCheckout(ID, { ...OPTIONS, fetch }),
};

const CODES = ["invalid_response", "unavailable", "timeout", "rejected_by_api", "unauthorized"];

/** What is no answer must never be taken for one. */
async function assertNoAnswer(name, fetch) {
  for (const [method, call] of Object.entries(CALLS)) {
    const { error } = await settled(`${method}: ${name}`, () => call(fetch));
    assert.ok(CODES.includes(error?.code), `${method}: ${name}: ${error?.code}`);
  }
}

const body = JSON.stringify({
  checkout_id: ID,
  redirect_url: "https://checkout.jeel.co/x",
  status: "SUCCEEDED",
});

/** Has the shape of a Response, with one member replaced. */
const shaped = (member, value) => ({
  status: 200,
  headers: new Headers(),
  text: async () => body,
  ...{ [member]: value },
});
const trapped = (member, make) =>
  Object.defineProperty(shaped(), member, {
    get() {
      throw make();
    },
  });

test("a fetch that gives, throws, or is rejected with any value", async () => {
  await each(VALUES, async ([name, make]) => {
    if (name !== "a response") await assertNoAnswer(`gives ${name}`, () => make());
    if (name !== "a response") await assertNoAnswer(`comes to ${name}`, async () => make());
    await assertNoAnswer(`throws ${name}`, () => {
      throw make();
    });
    await assertNoAnswer(`is rejected with ${name}`, () => Promise.reject(make()));
  });
});

test("a response whose status is any value", async () => {
  await each(VALUES, ([name, make]) => assertNoAnswer(name, () => shaped("status", make())));
  for (const status of [NaN, -200, 0, 1, 99, 199, 300, 304, 600, 999, 65736, 2 ** 32 + 200, 1e300]) {
    await assertNoAnswer(`status ${status}`, () => shaped("status", status));
  }
});

test("a response whose text is, gives, throws, or is rejected with any value", async () => {
  await each(VALUES, async ([name, make]) => {
    await assertNoAnswer(name, () => shaped("text", make()));
    await assertNoAnswer(`gives ${name}`, () => shaped("text", () => make()));
    await assertNoAnswer(`comes to ${name}`, () => shaped("text", async () => make()));
    await assertNoAnswer(`throws ${name}`, () =>
      shaped("text", () => {
        throw make();
      }),
    );
  });
});

test("headers that are, or give, any value hide nothing", async () => {
  await each(VALUES, async ([name, make]) => {
    for (const headers of [make(), { get: make() }, { get: () => make() }]) {
      const { value, error } = await settled(name, () => CALLS.getCheckout(() => shaped("headers", headers)));
      assert.equal(value?.status, "SUCCEEDED", `${name}: ${error?.message}`);
    }
  });
});

test("a response whose members throw when they are read", async () => {
  await each(CHEAP, async ([name, make]) => {
    for (const member of ["status", "text"]) await assertNoAnswer(name, () => trapped(member, make));
    const { value } = await settled(name, () => CALLS.getCheckout(() => trapped("headers", make)));
    assert.equal(value?.status, "SUCCEEDED", name);
  });
  await assertNoAnswer("a proxy", () => new Proxy(new Response(body), throwing));
});

const MB = 1024 * 1024;
const JUNK = {
  nothing: "",
  "10 MB of text": "x".repeat(10 * MB),
  "10 MB of brackets": "[".repeat(10 * MB),
  "many brackets": "[".repeat(900_000),
  "a deep tree": '{"a":'.repeat(50_000) + "1" + "}".repeat(50_000),
  "many members": `{${Array.from({ length: 60_000 }, (_, i) => `"${i}":0`).join()}}`,
  "many entries": `[${"0,".repeat(400_000)}0]`,
  "it, and a megabyte more": `${body.slice(0, -1)},"more":"${"x".repeat(MB)}"}`,
  "half of it": body.slice(0, 40),
  "twice of it": body + body,
  "NUL characters": "\0".repeat(1000),
  HTML: "<html><script>alert(1)</script>",
  "a number": "1e999",
  "a long number": "9".repeat(100_000),
  "a text": '"\\ud800"',
  "an array": `[${body}]`,
  "mistyped members": JSON.stringify({ checkout_id: [ID], redirect_url: { href: "x" }, status: 7 }),
  "a prototype":
    '{"__proto__":{"checkout_id":"x","status":"SUCCEEDED","redirect_url":"https://checkout.jeel.co"}}',
};

for (const [name, text] of Object.entries(JUNK)) {
  test(`a body of ${name}`, async () => {
    for (const status of [200, 201, 400, 401, 503]) {
      await assertNoAnswer(`${status}`, async () => new Response(text, { status }));
    }
  });
}

test("an error body may hold anything", async () => {
  const plain = CHEAP.map(([, make]) => make()).filter((value) =>
    ["number", "string", "boolean"].includes(typeof value),
  );
  const entries = [...plain, null, [], {}, { id: 7 }, { id: {}, message: [] }, { id: "x".repeat(100_000) }];
  for (const errors of [...entries, entries, Array(5_000).fill({ id: "A-1", message: "m" })]) {
    for (const issues of [
      undefined,
      ...entries,
      [{ path: 1 }, { path: "a", code: "no_such", message: "m" }],
    ]) {
      const { error } = await settled("error body", () =>
        CALLS.getCheckout(async () => new Response(JSON.stringify({ errors, issues }), { status: 400 })),
      );
      assert.match(error.code, /^(?:rejected_by_api|invalid_request)$/);
      assert.ok(error.errors.length <= 100 && error.message.length < 10_000);
    }
  }
});
