// A page whose `Request` is not its browser's: instrumented, or a polyfill's.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ITEMS } from "../runtimes/requests.mjs";
import { openSite } from "./in-page.mjs";

let site;
before(async () => (site = await openSite()));
after(() => site?.close());

/** Each makes a class of a page's own. */
const CLASSES = {
  "gives a copy of its headers": (Native) =>
    class extends Native {
      get headers() {
        return new Headers(super.headers);
      }
    },
  "forbids to change its headers": (Native) =>
    class extends Native {
      get headers() {
        const headers = new Headers(super.headers);
        headers.set = () => {
          throw new TypeError("immutable");
        };
        return headers;
      }
    },
  "has headers only if it was given some": () =>
    class {
      constructor(url, init) {
        Object.assign(this, init, { url });
      }
    },
};

for (const [name, make] of Object.entries(CLASSES)) {
  test(`headers reach a Request that ${name}`, async () => {
    const page = await site.newPage();
    await page.goto(site.url);
    const sent = await page.evaluate(
      async ([make, order]) => {
        globalThis.Request = eval(make)(Request);
        let names;
        const fetch = async ({ headers }) => (names = [...headers].map(([name]) => name).sort());
        const options = { baseUrl: "/api", redirect: false, maxRetries: 0, fetch };
        const code = await jeelpay.createCheckout(order, options).catch((error) => error.code);
        return { code, names };
      },
      [`(${make})`, ITEMS],
    );
    assert.deepEqual(sent.names, ["content-type", "idempotency-key"]);
    assert.equal(sent.code, "invalid_response", "of a fetch that gives no Response");
    await page.close();
  });
}
