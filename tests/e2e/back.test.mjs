// The Back button, after the redirect to the hosted page.
import assert from "node:assert/strict";
import { chooseCourse, hostedPage, orderCourse, pay, payButton } from "./buyer.mjs";
import { checkoutAt, checkoutsOfOrder } from "./far-side.mjs";
import { keepScreenshot, storeTest } from "./stage.mjs";

/**
 * A page that comes out of the back/forward cache is not loaded again, so there is no "load" to
 * wait for.
 */
const goBack = (page) => page.goBack({ waitUntil: "commit" });

const isBusy = async (page) => (await payButton(page).getAttribute("aria-busy")) === "true";

/** The checkouts of the order which the checkout `id` was created for. */
async function siblingsOf(id) {
  const { request } = await checkoutAt(id);
  return checkoutsOfOrder(request.reference_id);
}

storeTest("the page is usable again, and the same order leads to the same checkout", {}, async (page) => {
  await page.addInitScript(() => {
    addEventListener("pageshow", ({ persisted }) => (window.wasRestored = persisted));
  });
  const id = await orderCourse(page);
  await goBack(page);
  await page.waitForFunction(() => window.wasRestored === true);
  assert.equal(await isBusy(page), false);
  await keepScreenshot(page, "courses-after-back");
  assert.equal(await pay(page), id);
  assert.equal((await siblingsOf(id)).length, 1);
});

storeTest("a page that was loaded anew leads to the same checkout too", {}, async (page) => {
  const id = await orderCourse(page);
  await goBack(page);
  await page.reload();
  assert.equal(await page.locator('[name="buyer.mobile_number"]').inputValue(), "+966 51 234 5678");
  assert.equal(await pay(page), id);
  assert.equal((await siblingsOf(id)).length, 1);
});

storeTest("an order that was changed meanwhile gets a checkout of its own", {}, async (page) => {
  const id = await orderCourse(page);
  await goBack(page);
  await chooseCourse(page, "small-business-books");
  const changed = await pay(page);
  assert.notEqual(changed, id);
  const items = (await checkoutAt(changed)).request.items.map(({ reference_id }) => reference_id);
  assert.deepEqual(items, ["data-python", "small-business-books"]);
  assert.equal((await siblingsOf(id)).length, 2);
});

storeTest("two quick clicks create one checkout", {}, async (page) => {
  await page.goto("/courses/?ux-foundations=1");
  await page.locator('[name="buyer.mobile_number"]').fill("0512345678");
  await payButton(page).evaluate((button) => {
    button.click();
    button.click();
  });
  const id = await hostedPage(page);
  assert.equal((await siblingsOf(id)).length, 1);
});
