// The course shop, from its page to the hosted page and back.
import assert from "node:assert/strict";
import { chooseCourse, decideThere, fillMobile, outcome, pay, total } from "./buyer.mjs";
import { checkoutAt } from "./far-side.mjs";
import { keepScreenshot, storeTest } from "./stage.mjs";

storeTest("a buyer orders courses, approves, and is told so", {}, async (page) => {
  await page.goto("/courses/");
  await keepScreenshot(page, "courses-empty");
  await chooseCourse(page, "data-python", 2);
  await chooseCourse(page, "product-photography");
  assert.equal(await total(page), "SAR 5,699.50");
  await fillMobile(page);
  await keepScreenshot(page, "courses-chosen");

  const id = await pay(page);
  const { request, checkout_type } = await checkoutAt(id);
  assert.equal(checkout_type, "ITEMS");
  assert.deepEqual(request.buyer, { mobile_number: "512345678" });
  const entity_id = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01";
  assert.deepEqual(request.items, [
    {
      item_name: "Data Analysis with Python",
      quantity: 2,
      unit_price: 2400,
      total_cost: 4800,
      reference_id: "data-python",
      entity_id,
    },
    {
      item_name: "Product Photography",
      quantity: 1,
      unit_price: 899.5,
      total_cost: 899.5,
      reference_id: "product-photography",
      entity_id,
    },
  ]);
  await keepScreenshot(page, "courses-hosted-page");

  await decideThere(page, "approve");
  await page.waitForURL(`**/courses/thanks?checkout_id=${id}`);
  await outcome(page, "succeeded");
  assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "You are in. See you in class!");
  assert.equal(await page.locator("[data-order-reference]").textContent(), request.reference_id);
  assert.equal((await checkoutAt(id)).status, "SUCCEEDED");
  await keepScreenshot(page, "courses-succeeded");
});

storeTest("a declined buyer finds the order as it was, and may pay for it anew", {}, async (page) => {
  await page.goto("/courses/");
  await chooseCourse(page, "calligraphy-ruqah", 3);
  await fillMobile(page);
  const declined = await pay(page);
  await decideThere(page, "decline");
  await outcome(page, "rejected");
  await keepScreenshot(page, "courses-rejected");

  await page.locator("[data-back-to-order]").click();
  await page.waitForURL("**/courses/?*");
  assert.equal(await page.locator('[data-product="calligraphy-ruqah"] [data-count]').textContent(), "3");
  const again = await pay(page);
  assert.notEqual(again, declined);
  const [first, second] = [await checkoutAt(declined), await checkoutAt(again)];
  assert.equal(second.status, "PENDING");
  assert.notEqual(second.request.reference_id, first.request.reference_id, "paying anew is a new order");
});

storeTest("after a paid order the next one starts from nothing", {}, async (page) => {
  await page.goto("/courses/?public-speaking=1");
  await fillMobile(page);
  const first = await pay(page);
  await decideThere(page, "approve");
  await outcome(page, "succeeded");
  await page.goto("/courses/?public-speaking=1");
  await fillMobile(page);
  assert.notEqual(await pay(page), first);
});
