// Before any script has run, or where none may: the store is made of links and forms.
import assert from "node:assert/strict";
import { decideThere, fillMobile, hostedPage, outcome, payButton } from "./buyer.mjs";
import { checkoutAt } from "./far-side.mjs";
import { keepScreenshot, storeTest } from "./stage.mjs";

storeTest("courses are chosen, ordered and paid for by forms alone", { script: false }, async (page) => {
  await page.goto("/courses/");
  const card = page.locator('[data-product="public-speaking"]');
  await card.locator(".seats-add").click();
  await card.locator(".stepper-more").click();
  assert.equal(await card.locator("[data-count]").textContent(), "2");
  await fillMobile(page);
  await payButton(page).click();
  const { request } = await checkoutAt(await hostedPage(page));
  assert.equal(request.items.length, 1);
  assert.equal(request.items[0].total_cost, 2250);
  assert.deepEqual(request.buyer, { mobile_number: "512345678" });

  await decideThere(page, "approve");
  await outcome(page, "succeeded");
  assert.equal(await page.locator("[data-order-reference]").textContent(), request.reference_id);
  await keepScreenshot(page, "without-script-succeeded");
});

storeTest("children are chosen and paid for by forms alone", { script: false }, async (page) => {
  await page.goto("/school/?lang=ar");
  await page.locator('[data-product="layan"] [data-choose]').uncheck();
  await page.locator('button[form="order"]').click();
  assert.equal(await page.locator("#id-layan").isVisible(), false);
  await fillMobile(page);
  await payButton(page).click();
  const { request } = await checkoutAt(await hostedPage(page));
  assert.deepEqual(
    request.students.map(({ reference_id }) => reference_id),
    ["yousef"],
  );
  await decideThere(page, "decline");
  await outcome(page, "rejected");
});

storeTest("where WebAssembly is missing, the form is sent as it is", {}, async (page) => {
  await page.addInitScript(() => delete window.WebAssembly);
  await page.goto("/courses/?data-python=1");
  await fillMobile(page);
  await payButton(page).click();
  const { request } = await checkoutAt(await hostedPage(page));
  assert.equal(request.items[0].reference_id, "data-python");
});
