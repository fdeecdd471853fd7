// A buyer in the shop of the README: page.js, worker.js, wrangler.toml and thanks.js, in Chromium and workerd.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { eventually } from "../edge/eventually.mjs";
import { launchChromium } from "../support/chromium.mjs";
import { startShop } from "./shop.mjs";

const THANKS = "Thank you! It is paid.";
const PROCESSING = "Your payment is still being processed…";

let shop, browser, context, page, complaints;
before(async () => {
  shop = await startShop();
  browser = await launchChromium();
});
after(() => Promise.all([shop?.stop(), browser?.close()]));

beforeEach(async () => {
  complaints = [];
  context = await browser.newContext();
  page = await newPage(context);
});
afterEach(async () => {
  await context.close();
  assert.deepEqual(complaints, [], "the browser complained about the shop");
});

async function newPage(context) {
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.location().url.startsWith(shop.url)) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return page;
}

const decide = (decision, on = page) => on.click(`button[name="decision"][value="${decision}"]`);
const said = (text, on = page) =>
  on.waitForFunction((text) => document.querySelector("output")?.value === text, text, { timeout: 20_000 });
/** What the worker has written, and not wrangler of the requests. */
const fulfilled = (id) => shop.logged.filter((line) => line.startsWith("fulfil ") && line.includes(id));

/** Orders as `order` and comes to the hosted page; tells which checkout it is. */
async function order(reference, fields = {}) {
  await page.goto(shop.url);
  await fill({ order: reference, mobile: "+966 51 234 5678", email: "sara@example.com", ...fields });
  await page.click("button");
  return hostedCheckout();
}

/** Waits for the hosted page, and tells which checkout it is of. */
async function hostedCheckout() {
  const arrived = page.waitForURL((url) => url.origin === shop.sandbox.url, { timeout: 20_000 });
  await arrived.catch(async () => assert.fail(`the shop said: ${await page.textContent("output")}`));
  return new URL(page.url()).pathname.split("/").at(-1);
}

async function fill(fields) {
  for (const [name, value] of Object.entries(fields)) await page.fill(`[name="${name}"]`, value);
}

/** The webhook of a checkout's end, when the shop has taken it. */
const delivered = (id) =>
  eventually(async () => {
    const { webhooks } = await shop.sandbox.checkout(id);
    return webhooks.find(({ state }) => state === "delivered");
  }, `the webhook of ${id} is delivered`);

test("a buyer approves and is thanked, at the shop's price", async () => {
  const id = await order("approved");
  const { request } = await shop.sandbox.checkout(id);
  assert.deepEqual(request, {
    reference_id: "approved",
    buyer: { mobile_number: "512345678", email: "sara@example.com" },
    items: [
      { item_name: "Python 101", quantity: 1, unit_price: 350, total_cost: 350, reference_id: "python-101" },
    ],
    urls: { redirect_url: request.urls.redirect_url, notification_url: `${shop.url}/api/jeelpay/webhooks` },
  });
  assert.ok(request.urls.redirect_url.startsWith(`${shop.url}/api/jeelpay/return/`));
  await decide("approve");
  await page.waitForURL(`${shop.url}/thanks?checkout_id=${id}`);
  await said(THANKS);
});

test("a success is told to onStatus once, however often it is heard of", async () => {
  const id = await order("once");
  await decide("approve");
  await said(THANKS);
  const { url, body, signature } = await delivered(id);
  const headers = { "content-type": "application/json", "x-jeel-signature": signature };
  assert.equal((await fetch(url, { method: "POST", headers, body })).status, 204);
  await page.reload();
  await said(THANKS);

  // What the worker writes comes in order: when the next success is there, so is all that was said of this one.
  const next = await order("once-more");
  await decide("approve");
  await eventually(() => fulfilled(next).length, "the next success is logged");
  assert.deepEqual(fulfilled(id), [`fulfil once: 350 SAR by ${id}`]);
});

test("a buyer who declines is told so, and nothing is fulfilled", async () => {
  const id = await order("declined");
  await decide("decline");
  await said("The payment did not go through.");
  await delivered(id);
  const next = await order("declined-no-more");
  await decide("approve");
  await eventually(() => fulfilled(next).length, "the next success is logged");
  assert.deepEqual(fulfilled(id), []);
});

test("a buyer who comes back early waits until the decision is known", async () => {
  const id = await order("early");
  await page.goto(`${shop.url}/thanks`); // no id in the address: this tab has kept it
  await said(PROCESSING);
  await shop.sandbox.decide(id, "SUCCEEDED");
  await said(THANKS);
});

test("a buyer who comes back in another browser is thanked there", async () => {
  await order("elsewhere");
  const elsewhere = await browser.newContext();
  try {
    const other = await newPage(elsewhere);
    await other.goto(page.url());
    await decide("approve", other);
    await said(THANKS, other);
  } finally {
    await elsewhere.close();
  }
});

test("who never left for a payment is told that none was begun", async () => {
  await page.goto(`${shop.url}/thanks`);
  await said("No payment was begun in this browser.");
});

test("what is wrong with the form is said beside it, and nothing is sent", async () => {
  const before = (await shop.sandbox.requests()).length;
  await page.goto(shop.url);
  await fill({ order: "wrong", mobile: "12345" });
  await page.click("button");
  const problem = await page.waitForFunction(() => document.querySelector("output").value);
  assert.match(await problem.jsonValue(), /^buyer\.mobile_number: \S/);
  assert.equal((await shop.sandbox.requests()).length, before);
});

test("an address that is neither a page nor the checkout's is not found", async () => {
  assert.equal((await fetch(`${shop.url}/nowhere`)).status, 404);
});

test("fifty clicks and a reload make one checkout", async () => {
  const before = (await shop.sandbox.checkouts()).length;
  await page.goto(shop.url);
  const fields = { order: "hasty", mobile: "0512345678", email: "" };
  await fill(fields);
  await page.$eval("form", (form) => Array.from({ length: 50 }, () => form.requestSubmit()));
  const id = await hostedCheckout();
  assert.equal(await order("hasty", fields), id);
  assert.equal((await shop.sandbox.checkouts()).length, before + 1);
});

test("a course that the shop does not have is refused, and the page says which", async () => {
  await page.route("**/v3/checkout", async (route) => {
    const draft = route.request().postDataJSON();
    draft.items[0].reference_id = "cobol-101";
    await route.continue({ postData: JSON.stringify(draft) });
  });
  await page.goto(shop.url);
  await fill({ order: "unknown", mobile: "512345678" });
  await page.click("button");
  await said("items[0].reference_id: is no course of ours");
  assert.match(complaints.splice(0).join(), /\b400\b/, "Chromium writes down every refused request");
});

test("a policy without 'wasm-unsafe-eval' is named as the reason", async () => {
  await page.route(`${shop.url}/`, async (route) => {
    const response = await route.fetch();
    const policy = response.headers()["content-security-policy"].replace(" 'wasm-unsafe-eval'", "");
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
  });
  await page.goto(shop.url);
  await fill({ order: "blocked", mobile: "512345678" });
  await page.click("button");
  await said("Please write to us (wasm_unavailable)");
  assert.match(complaints.splice(0).join(), /wasm-unsafe-eval/, "Chromium says which directive it was");
});
