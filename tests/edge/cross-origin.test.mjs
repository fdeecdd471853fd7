// Pages of other origins, in a real browser: what it asks the handler before it lets a page ask, and what it lets a page know.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchChromium } from "../support/chromium.mjs";
import { eventually } from "./eventually.mjs";
import { servePage } from "./pages.mjs";
import { draft, startShop } from "./shop.mjs";

let shop, sandbox, browser, friend, stranger, elsewhere;
before(async () => {
  [friend, stranger, elsewhere, browser] = await Promise.all([
    servePage(),
    servePage(),
    servePage("localhost"), // another site than 127.0.0.1
    launchChromium(),
  ]);
  ({ sandbox } = shop = await startShop({ handler: { origins: [friend.origin, elsewhere.origin] } }));
});
after(async () => {
  for (const page of [friend, stranger, elsewhere]) page?.stop();
  await Promise.all([browser?.close(), shop?.stop()]);
});

/** Opens a page of an origin in a browser of its own, and hears what goes over the network. */
async function open({ origin }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const preflights = [];
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  network.on("Network.requestWillBeSent", ({ requestId, request, initiator }) => {
    if (initiator.type === "preflight") preflights.push({ requestId, method: request.method });
  });
  network.on("Network.responseReceived", ({ requestId, response }) => {
    const preflight = preflights.find((one) => one.requestId === requestId);
    if (preflight) Object.assign(preflight, { status: response.status, headers: response.headers });
  });
  await page.goto(origin);
  await page.waitForFunction(() => globalThis.checkout);
  return { page, preflights, close: () => context.close() };
}

/** Calls the client on the page, towards the shop's handler. */
const call = (page, name, argument) =>
  page.evaluate(
    async ({ name, argument, options }) => {
      try {
        return { value: await globalThis.checkout[name](argument, options) };
      } catch ({ code }) {
        return { code };
      }
    },
    { name, argument, options: optionsOf(name) },
  );

const optionsOf = (name) => ({
  baseUrl: shop.api("memory"),
  maxRetries: 0,
  ...(name === "createCheckout" && { redirect: false, redirectOrigins: [sandbox.url] }),
});

const corsOf = (headers) =>
  Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), value])
      .filter(([name]) => name.startsWith("access-control-")),
  );

test("a page of a named origin creates a checkout and is told its status, by cookie", async () => {
  const { page, preflights, close } = await open(friend);
  const { value, code } = await call(page, "createCheckout", draft());
  assert.equal(code, undefined);
  await eventually(() => preflights[0]?.headers, "the answer to the preflight");
  const [{ method, status, headers }, ...more] = preflights;
  assert.deepEqual([method, status, more.length], ["OPTIONS", 204, 0]);
  assert.deepEqual(corsOf(headers), {
    "access-control-allow-origin": friend.origin,
    "access-control-allow-credentials": "true",
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers": "Content-Type, Idempotency-Key",
    "access-control-expose-headers": "tx_id, Retry-After",
    "access-control-max-age": "600",
  });
  const told = await call(page, "getCheckout", value.checkout_id);
  assert.equal(told.value?.status, "PENDING");
  assert.equal(await page.evaluate(() => document.cookie), "", "no script sees the right");
  await close();

  const other = await open(friend); // another browser has no cookie
  assert.equal((await call(other.page, "getCheckout", value.checkout_id)).code, "not_found");
  await other.close();
});

test("a page of any other origin cannot ask, nor read what a form could send", async () => {
  await sandbox.reset();
  const { page, preflights, close } = await open(stranger);
  assert.equal((await call(page, "createCheckout", draft())).code, "unavailable");
  await eventually(() => preflights[0]?.headers, "the answer to the preflight");
  assert.deepEqual(corsOf(preflights[0].headers), {});
  // What a browser sends without asking first: simple requests, cookies included.
  const simple = await page.evaluate(
    async (url) => {
      const form = new URLSearchParams({ "buyer.mobile_number": "512345678" });
      const readable = await fetch(url, { method: "POST", body: form, credentials: "include" }).then(
        () => "read",
        () => "refused",
      );
      const { type } = await fetch(url, {
        method: "POST",
        body: form,
        mode: "no-cors",
        credentials: "include",
      });
      return { readable, type };
    },
    `${shop.api("memory")}/v3/checkout`,
  );
  assert.deepEqual(simple, { readable: "refused", type: "opaque" });
  assert.deepEqual(await sandbox.requests("POST", "/v3/checkout"), []);
  const lines = (await shop.inside("lines")).slice(-2);
  assert.deepEqual(
    lines.map(({ status }) => status),
    [403, 403],
  );
  await close();
});

test("a page of another site may create, and gets no right: its browser withholds the cookie", async () => {
  const { page, close } = await open(elsewhere);
  const { value, code } = await call(page, "createCheckout", draft());
  assert.equal(code, undefined);
  assert.equal((await call(page, "getCheckout", value.checkout_id)).code, "not_found");
  await close();
});
