// Prices are the merchant's: whatever the page is made to say, the far side receives those of the
// catalogue.
import assert from "node:assert/strict";
import { fillMobile, pay, total } from "./buyer.mjs";
import { checkoutAt } from "./far-side.mjs";
import { storeTest } from "./stage.mjs";

/** Puts a field of the buyer's own making into the payment's form. */
const smuggle = (page, name, value) =>
  page.evaluate(
    ([name, value]) => {
      const input = Object.assign(document.createElement("input"), { type: "hidden", name, value });
      document.getElementById("checkout").append(input);
    },
    [name, value],
  );

storeTest("a course costs what the catalogue says", {}, async (page) => {
  await page.goto("/courses/?ux-foundations=1");
  await page.evaluate(() => (document.querySelector('[data-line="ux-foundations"]').dataset.halalas = "100"));
  await page.locator('[data-product="ux-foundations"] .stepper-more').click();
  assert.equal(await total(page), "SAR 2", "the page itself is fooled");
  await smuggle(page, "items[0].unit_price", "1.00");
  await smuggle(page, "items[0].total_cost", "2.00");
  await fillMobile(page);
  const { request } = await checkoutAt(await pay(page));
  assert.equal(request.items[0].unit_price, 3200);
  assert.equal(request.items[0].total_cost, 6400);
});

storeTest("a year of school costs what the catalogue says", {}, async (page) => {
  await page.goto("/school/?yousef=0");
  await smuggle(page, "students[0].cost", "1");
  await smuggle(page, "students[0].entity_id", "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c3a02");
  await fillMobile(page);
  const { request } = await checkoutAt(await pay(page));
  assert.equal(request.students[0].cost, 28500);
  assert.equal(request.students[0].entity_id, "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c3a01");
});
