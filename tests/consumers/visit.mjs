// One visit of a buyer to a shop's page, in one browser, from the first look to the hosted page.
import assert from "node:assert/strict";
import { eventually } from "../edge/eventually.mjs";

const UNTOUCHED = { compiled: 0, fetched: 0, stored: 0, cookies: "" };
const EMPTY_ORDER_ISSUES = 2;
const OF_TOOLS = /^(?:console\.debug|debug:) \[vite\] /;
/** Everything is slow on a machine that builds at the same time. */
const PATIENCE_MS = 60_000;

/** What every page must do, whatever built it. */
export async function visit(tab, site, { sandbox, order, version }) {
  await arrive(tab, site, { order, hosted: sandbox.url });
  assert.equal(await tab.evaluate("shop.VERSION"), version);
  assert.deepEqual(await tab.evaluate("probe.seen()"), UNTOUCHED, "importing does nothing");

  const failed = await tab.evaluate("(probe.failNext(), shop.check())");
  assert.deepEqual([failed.name, failed.code], ["CheckoutError", "wasm_unavailable"], failed.message);
  assert.equal(await tab.evaluate("shop.check()"), EMPTY_ORDER_ISSUES, "a failed load is tried again");

  await tab.evaluate("document.querySelector('#pay').click()");
  const isThere = async () => (await tab.url()).startsWith(`${sandbox.url}/pay/`);
  await eventually(isThere, "the buyer is on the hosted page", PATIENCE_MS).catch((error) => {
    throw new Error(`${error.message}; the page said: ${site.said.join("; ")}`);
  });
  await assertOneCheckout(sandbox, order, await tab.url());
  assert.deepEqual([...site.said, ...tab.complaints].filter(isOurs(sandbox)), [], "the console is silent");
}

/** What a page must be told whose policy forbids the module. */
export async function visitBlocked(tab, site) {
  await arrive(tab, site, {});
  const { name, code, message } = await tab.evaluate("shop.check()");
  assert.deepEqual([name, code], ["CheckoutError", "wasm_unavailable"], message);
  assert.match(message, /Content-Security-Policy.*'wasm-unsafe-eval'.*script-src/);
}

/** A host that serves anything but the file that the page expects serves it in vain, whichever file it is. */
export async function visitSwapped(tab, site) {
  const { cdn } = site;
  await arrive(tab, site, {});
  const files = [...cdn.asked].filter((file) => file.endsWith(".js"));
  assert.ok(files.includes("index.js") && files.includes("gen/checkout.inline.js"), files.join());
  for (const file of files) {
    cdn.swap = file;
    await tab.goto(`${site.url}/?${new URLSearchParams({ swapped: file })}`);
    const told = await tab.evaluate(`import("jeelpay-checkout").then(() => "run", ({ name }) => name)`);
    assert.deepEqual([told, await tab.evaluate("typeof shop")], ["TypeError", "undefined"], file);
  }
  cdn.swap = undefined;
}

async function arrive(tab, site, asked) {
  await tab.goto(`${site.url}/?${new URLSearchParams(asked)}`);
  await eventually(() => tab.evaluate("typeof shop === 'object'"), "the page's script runs", PATIENCE_MS);
}

/** The API was asked once for this order, and its checkout is the one that the buyer is shown. */
async function assertOneCheckout(sandbox, order, hostedPage) {
  const creates = await sandbox.requests("POST", "/v3/checkout");
  const asked = creates.filter(({ body }) => JSON.parse(body).reference_id === order);
  assert.equal(asked.length, 1, "the API was asked once");
  const { request } = await sandbox.checkout(new URL(hostedPage).pathname.replace("/pay/", ""));
  assert.deepEqual(request, JSON.parse(asked[0].body));
}

/** Not what the hosted page says, nor what Vite's dev server adds to a page. */
const isOurs = (sandbox) => (text) => !text.includes(sandbox.url) && !OF_TOOLS.test(text);
