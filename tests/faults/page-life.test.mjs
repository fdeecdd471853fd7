// What happens to a page: Back, a reload, a crash, a second tab. One order gives one checkout, and its button works.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { eventually } from "../edge/eventually.mjs";
import { openShop } from "./buyer.mjs";

/** How long creating takes where something has to happen meanwhile, in ms. */
const WHILE = 2_000;

let shop, earlier;
before(async () => (shop = await openShop()));
after(() => shop?.close());
beforeEach(async () => (earlier = (await shop.sandbox.checkouts()).length));

/** The checkouts of this test. */
const checkouts = async () => (await shop.sandbox.checkouts()).slice(earlier);

const slowly = () => shop.sandbox.fault({ match: { path: "/v3/checkout" }, fault: "delay", delay_ms: WHILE });

async function begun(tab, { keys }) {
  const request = tab.page.waitForRequest((one) => one.url().endsWith("/v3/checkout"));
  await tab.click();
  await request;
  assert.equal(keys.length, 1);
}

/** One key was used however often, and one checkout came of it. */
async function assertOne(id, { keys }) {
  assert.equal(new Set(keys).size, 1);
  assert.deepEqual(
    (await checkouts()).map(({ checkout_id }) => checkout_id),
    [id],
  );
}

test("restored from the back/forward cache, the page is usable again: one more navigation, to the same checkout", async () => {
  const buyer = await shop.buyer();
  const tab = await buyer.openTab();
  await tab.click();
  const id = await tab.hostedPage();
  for (const departures of [2, 3]) {
    await tab.back();
    await tab.click();
    assert.equal(await tab.hostedPage(), id);
    assert.equal(tab.departures(), departures);
  }
  await assertOne(id, buyer);
});

/** Leaves, and comes back to the page as it was left. What it had under way is over. */
async function leaveAndReturn(tab) {
  await tab.page.click("a");
  await tab.page.waitForURL("**/elsewhere");
  await tab.back();
  assert.equal(await tab.told(), "aborted");
}

test("left while the call was under way and restored, the page is not frozen", async () => {
  const buyer = await shop.buyer();
  const tab = await buyer.openTab();
  await slowly();
  await begun(tab, buyer);
  await leaveAndReturn(tab);
  await assertOne(await tab.pay(), buyer);
  assert.equal(tab.departures(), 1);
});

test("left while the API hung and restored, the page need not wait for it", async () => {
  const buyer = await shop.buyer();
  const tab = await buyer.openTab();
  const received = async () => (await shop.sandbox.requests("POST", "/v3/checkout")).length;
  const before = await received();
  await shop.sandbox.fault({ match: { path: "/v3/checkout" }, fault: "hang" });
  await begun(tab, buyer);
  await eventually(async () => (await received()) > before, "the call that hangs");
  await leaveAndReturn(tab);
  await tab.click();
  await assertOne(await tab.hostedPage(), buyer);
  assert.equal(buyer.keys.length, 2);
});

test("reloaded while the call was under way, it is the same attempt", async () => {
  const buyer = await shop.buyer();
  const tab = await buyer.openTab();
  await slowly();
  await begun(tab, buyer);
  await tab.page.reload();
  await assertOne(await tab.pay(), buyer);
  assert.ok(buyer.keys.length >= 2);
});

test("when the tab crashed while the call was under way, it is the same attempt", async () => {
  const buyer = await shop.buyer();
  const tab = await buyer.openTab();
  // Playwright gives a page up that has crashed; the browser does not.
  const browser = await buyer.context.newCDPSession(tab.page);
  const evaluate = async (expression) =>
    (await browser.send("Runtime.evaluate", { expression })).result.value;
  await slowly();
  await begun(tab, buyer);
  const crashed = tab.page.waitForEvent("crash");
  browser.send("Page.crash").catch(() => {}); // whoever is told to crash does not answer
  await crashed;
  await browser.send("Page.reload");
  await eventually(() => evaluate("document.readyState === 'complete'"), "the page again");
  await evaluate("document.querySelector('button').click()");
  await eventually(async () => {
    if (await evaluate("document.querySelector('output')?.textContent === 'again, please'"))
      await evaluate("document.querySelector('button').click()");
    return evaluate("location.pathname.startsWith('/pay/')");
  }, "the hosted page");
  const [checkout, ...others] = await checkouts();
  assert.deepEqual(others, []);
  assert.equal(await evaluate("location.pathname"), `/pay/${checkout.checkout_id}`);
});

test("an order that was corrected is the one that its buyer is sent to, however late the first is answered", async () => {
  const buyer = await shop.buyer();
  const tab = await buyer.openTab();
  const [departures, failures] = [[], []];
  await tab.page.exposeFunction("failed", (code) => failures.push(code));
  let goOn;
  const gate = new Promise((resolve) => (goOn = resolve));
  // The page that is left lives on until the next one comes.
  await tab.page.route("**/pay/**", async (route) => {
    departures.push(route.request().url());
    await gate;
    await route.continue();
  });
  await slowly();
  await begun(tab, buyer);
  await tab.page.fill("input", "2");
  await tab.click();
  await eventually(() => departures.length, "the second order is sent off");
  await eventually(() => failures.length, "the first order is answered");
  assert.deepEqual(failures, ["aborted"]);
  const [corrected, first] = (await checkouts()).toSorted(
    (a, b) => b.request.items[0].quantity - a.request.items[0].quantity,
  );
  assert.deepEqual(
    [corrected, first].map(({ request }) => request.items[0].quantity),
    [2, 1],
  );
  goOn();
  assert.equal(await tab.hostedPage(), corrected.checkout_id);
  assert.equal(departures.length, 1);
  await tab.back();
  const pending = await tab.page.evaluate(() => sessionStorage.getItem("jeelpay-checkout:pending"));
  assert.equal(JSON.parse(pending).checkout_id, corrected.checkout_id);
});

test("two tabs with one order come to one checkout", async () => {
  const buyer = await shop.buyer();
  const tabs = await Promise.all(["/?order=77", "/?order=77"].map(buyer.openTab));
  await Promise.all(tabs.map((tab) => tab.click()));
  const [one, other] = await Promise.all(tabs.map((tab) => tab.hostedPage()));
  assert.equal(one, other);
  assert.equal((await checkouts()).length, 1);
});

for (const status of ["EXPIRED", "REJECTED"]) {
  test(`when its checkout is ${status}, the same order gets another one`, async () => {
    const buyer = await shop.buyer();
    const tab = await buyer.openTab();
    await tab.click();
    const id = await tab.hostedPage();
    await shop.sandbox.decide(id, status);
    await tab.back();
    await tab.click();
    await tab.page.waitForFunction(
      (id) => !location.pathname.endsWith(id) && location.pathname.startsWith("/pay/"),
      id,
    );
    assert.equal((await checkouts()).length, 2);
  });
}
