// What a buyer is told when an order cannot be sent, or could not be.
import assert from "node:assert/strict";
import { fillMobile, pay, payButton } from "./buyer.mjs";
import { keepScreenshot, storeTest } from "./stage.mjs";

const CREATE_ROUTE = "**/courses/api/v3/checkout";
const alertText = (page) => page.locator("[data-alert]").innerText();

/** Waits until the field is called wrong, and tells what is written beside it. */
async function complaintOf(page, selector) {
  const input = page.locator(selector).and(page.locator('[aria-invalid="true"]'));
  await input.waitFor();
  return page.locator(`[id="${await input.getAttribute("id")}-error"]`).textContent();
}

storeTest("an empty order is not sent", {}, async (page) => {
  await page.goto("/courses/");
  await payButton(page).click();
  assert.match(await alertText(page), /Add at least one course/);
});

storeTest("each wrong field is named beside it, and the first has the focus", {}, async (page) => {
  await page.goto("/courses/?data-python=1");
  await page.locator('[name="buyer.email"]').fill("name@");
  await page.locator('[name="buyer.national_id"]').fill("3000000000");
  await payButton(page).click();
  assert.equal(await complaintOf(page, '[name="buyer.mobile_number"]'), "Enter your mobile number.");
  assert.match(await complaintOf(page, '[name="buyer.email"]'), /not complete/);
  assert.match(await complaintOf(page, '[name="buyer.national_id"]'), /ten digits/);
  assert.equal(await page.evaluate(() => document.activeElement.name), "buyer.mobile_number");
  assert.equal(await payButton(page).getAttribute("aria-busy"), "false");
  await keepScreenshot(page, "messages-fields");

  await fillMobile(page, "041234567");
  await payButton(page).click();
  assert.match(await complaintOf(page, '[name="buyer.mobile_number"]'), /not a Saudi mobile number/);
  await fillMobile(page);
  assert.equal(await page.locator('[name="buyer.mobile_number"]').getAttribute("aria-invalid"), null);
});

storeTest("the child whose number is missing is the one that is marked", {}, async (page) => {
  await page.goto("/school/?layan=0&reem=1&lang=ar");
  await fillMobile(page);
  await payButton(page).click();
  assert.equal(await complaintOf(page, "#id-reem"), "أدخل رقم هوية الطالب.");
  assert.equal(await page.locator("#id-yousef").getAttribute("aria-invalid"), null);
  await keepScreenshot(page, "messages-child-arabic");
});

const FAILED_REQUEST = /Failed to load resource/;
storeTest(
  "a failed attempt says what to do next, and the next one works",
  { tolerates: FAILED_REQUEST },
  async (page) => {
    await page.goto("/courses/?data-python=1");
    await fillMobile(page);
    await page.route(CREATE_ROUTE, (route) => route.abort("connectionfailed"));
    await payButton(page).click();
    await page.locator("[data-alert]").waitFor({ timeout: 20_000 });
    assert.match(await alertText(page), /could not reach[^]*Nothing was charged/);
    assert.equal(await payButton(page).getAttribute("aria-busy"), "false");
    await keepScreenshot(page, "messages-unavailable");
    await page.unroute(CREATE_ROUTE);
    await pay(page);
  },
);

storeTest(
  "what the provider refuses is told with its reference",
  { tolerates: FAILED_REQUEST },
  async (page) => {
    await page.goto("/courses/?data-python=1");
    await fillMobile(page);
    const body = { errors: [{ id: "ORDER-001", message: "refused", description: null }] };
    await page.route(CREATE_ROUTE, (route) =>
      route.fulfill({ status: 400, headers: { tx_id: "7a0c1f60-2a44-4b8e-8a57-2b8f6f0d2026" }, json: body }),
    );
    await payButton(page).click();
    await page.locator("[data-alert]").waitFor();
    assert.match(await alertText(page), /did not accept this order[^]*7a0c1f60/);
  },
);

storeTest(
  "an order for what the store does not sell is refused by it",
  { tolerates: FAILED_REQUEST },
  async (page) => {
    await page.goto("/courses/?data-python=1");
    await fillMobile(page);
    await page.route(CREATE_ROUTE, (route) => {
      const draft = route.request().postDataJSON();
      draft.items[0].reference_id = "cobol-101";
      return route.continue({ postData: JSON.stringify(draft) });
    });
    const answered = page.waitForResponse(CREATE_ROUTE);
    await payButton(page).click();
    assert.equal((await answered).status(), 400);
    await page.locator("[data-alert]").waitFor();
    assert.match(await alertText(page), /Please check/);
  },
);

storeTest("while the checkout is created, the button says so and takes no second click", {}, async (page) => {
  await page.goto("/courses/?data-python=1");
  await fillMobile(page);
  let requests = 0;
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route(CREATE_ROUTE, async (route) => {
    requests += 1;
    await released;
    await route.continue();
  });
  const asked = page.waitForRequest(CREATE_ROUTE);
  await payButton(page).click();
  await asked;
  assert.equal(await payButton(page).innerText(), "Taking you to Jeel Pay…");
  await keepScreenshot(page, "messages-busy");
  await payButton(page).click();
  release();
  await page.waitForURL("**/pay/**");
  assert.equal(requests, 1);
});
