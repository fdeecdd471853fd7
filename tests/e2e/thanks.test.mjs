// The page a buyer comes back to says what is true, and only that, in each of its states.
import assert from "node:assert/strict";
import { orderCourse, outcome } from "./buyer.mjs";
import { decide } from "./far-side.mjs";
import { keepScreenshot, storeTest } from "./stage.mjs";

const STATUS_ROUTE = "**/courses/api/v3/checkout/*";
const NOBODYS = "00000000-0000-4000-8000-000000000000";
const FAILED_REQUEST = /Failed to load resource/;

const thanks = (id, more = "") => `/courses/thanks?checkout_id=${id}${more}`;

const heading = (page) => page.getByRole("heading", { level: 1 }).textContent();

storeTest("a decision that is made while the page waits is shown without a reload", {}, async (page) => {
  const id = await orderCourse(page);
  await page.goto(thanks(id));
  await outcome(page, "pending");
  await keepScreenshot(page, "thanks-pending");
  await decide(id, "SUCCEEDED");
  await outcome(page, "succeeded");
});

storeTest("a status in the address is not believed", {}, async (page) => {
  const id = await orderCourse(page);
  const shown = [];
  await page.exposeFunction("noteOutcome", (name) => shown.push(name));
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const name = document.querySelector("[data-outcome]")?.dataset.outcome;
      if (name) window.noteOutcome(name);
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
  await page.goto(thanks(id, "&status=SUCCEEDED&requestId=1&status=SUCCEEDED"));
  await outcome(page, "pending");
  await decide(id, "REJECTED");
  await outcome(page, "rejected");
  assert.ok(!shown.includes("succeeded"), shown.join());
});

storeTest("a checkout which has expired says so", {}, async (page) => {
  const id = await orderCourse(page);
  await decide(id, "EXPIRED");
  await page.goto(thanks(id));
  await outcome(page, "expired");
  await keepScreenshot(page, "thanks-expired");
});

storeTest("until the store answers, the page says that it is looking", {}, async (page) => {
  const id = await orderCourse(page);
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route(STATUS_ROUTE, async (route) => {
    await released;
    await route.continue();
  });
  const asked = page.waitForRequest(STATUS_ROUTE);
  await page.goto(thanks(id));
  await asked;
  assert.equal(await heading(page), "Looking up your payment");
  await keepScreenshot(page, "thanks-loading");
  release();
  await outcome(page, "pending");
});

storeTest("an unknown, mangled or absent id is not found", { tolerates: FAILED_REQUEST }, async (page) => {
  for (const address of [thanks(NOBODYS), thanks("not-an-id"), "/courses/thanks"]) {
    await page.goto(address);
    await outcome(page, "missing");
  }
  await keepScreenshot(page, "thanks-missing");
});

storeTest("another browser is told nothing", { tolerates: FAILED_REQUEST }, async (page, context) => {
  const id = await orderCourse(page);
  await context.clearCookies();
  await page.goto(thanks(id));
  await outcome(page, "missing");
});

storeTest("without an id in the address, this tab still knows its checkout", {}, async (page) => {
  const id = await orderCourse(page);
  await decide(id, "SUCCEEDED");
  await page.goto("/courses/thanks");
  await outcome(page, "succeeded");
});

storeTest(
  "a lost connection is told as one, and can be tried again",
  { tolerates: FAILED_REQUEST },
  async (page) => {
    const id = await orderCourse(page);
    await page.route(STATUS_ROUTE, (route) => route.abort("connectionfailed"));
    await page.goto(thanks(id));
    await outcome(page, "failure");
    await keepScreenshot(page, "thanks-failure");
    await page.unroute(STATUS_ROUTE);
    await decide(id, "SUCCEEDED");
    await page.locator("[data-retry]").click();
    await outcome(page, "succeeded");
  },
);

storeTest("a payment that takes long is not given up, only waited for less", {}, async (page) => {
  const id = await orderCourse(page);
  await page.clock.install();
  await page.goto(thanks(id));
  await outcome(page, "pending");
  await page.clock.fastForward(120_000);
  await outcome(page, "slow");
  await keepScreenshot(page, "thanks-slow");
  await decide(id, "SUCCEEDED");
  await page.locator("[data-retry]").click();
  await outcome(page, "succeeded");
});
