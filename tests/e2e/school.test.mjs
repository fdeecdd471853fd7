// The school's fees, from the family's page to the hosted page and back.
import assert from "node:assert/strict";
import { decideThere, fillMobile, outcome, pay, total } from "./buyer.mjs";
import { checkoutAt } from "./far-side.mjs";
import { keepScreenshot, storeTest } from "./stage.mjs";

const YEAR = "7c9d1f60-2a44-4b8e-8a57-2b8f6f0d2026";
const entity = (last) => `0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c${last}`;

const choose = (page, child) => page.locator(`[data-product="${child}"] [data-choose]`);

storeTest("a family pays for two of its children, at two campuses, in one checkout", {}, async (page) => {
  await page.goto("/school/");
  await choose(page, "yousef").uncheck();
  await choose(page, "reem").check();
  await page.locator("#id-reem").fill("1098765432");
  await fillMobile(page, "05 1234 5678");
  assert.equal(await total(page), "SAR 47,100.50");
  await keepScreenshot(page, "school-chosen");

  const id = await pay(page);
  const { request, checkout_type } = await checkoutAt(id);
  assert.equal(checkout_type, "SCHOOLING");
  assert.deepEqual(request.buyer, {
    first_name: "Salman",
    last_name: "Al-Zahir",
    mobile_number: "512345678",
  });
  const year = { educational_year_id: YEAR };
  assert.deepEqual(request.students, [
    {
      name: "Layan Al-Zahir",
      national_id: "1000000016",
      entity_id: entity("3a01"),
      ...year,
      cost: 28500,
      reference_id: "layan",
    },
    {
      name: "Reem Al-Zahir",
      national_id: "1098765432",
      entity_id: entity("3a02"),
      ...year,
      cost: 18600.5,
      reference_id: "reem",
    },
  ]);
  await keepScreenshot(page, "school-hosted-page");

  await decideThere(page, "approve");
  await page.waitForURL(`**/school/thanks?checkout_id=${id}`);
  await outcome(page, "succeeded");
  await keepScreenshot(page, "school-succeeded");
});

storeTest("a family whose payment is declined is led back to its fees", {}, async (page) => {
  await page.goto("/school/?layan=0");
  await fillMobile(page);
  await pay(page);
  await decideThere(page, "decline");
  await outcome(page, "rejected");
  await page.locator("[data-back-to-order]").click();
  await page.waitForURL("**/school/?*");
  assert.equal(await choose(page, "layan").isChecked(), false);
  assert.equal(await choose(page, "yousef").isChecked(), true);
});
