// Arabic: written from right to left, linkable, kept on the way, and never wider than a telephone.
import assert from "node:assert/strict";
import { decideThere, fillMobile, outcome, pay } from "./buyer.mjs";
import { checkoutAt } from "./far-side.mjs";
import { keepScreenshot, PHONE, storeTest } from "./stage.mjs";

const PAGES = [
  "/",
  "/courses/",
  "/courses/?data-python=2&ux-foundations=9",
  "/school/",
  "/school/?reem=1",
  "/nothing",
];

const direction = (page) => page.evaluate(() => getComputedStyle(document.documentElement).direction);

/** How far the page sticks out of the window sideways, in pixels. */
const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const lang of ["ar", "en"]) {
  const tolerates = /404/;
  storeTest(
    `no page overflows a telephone's width (${lang})`,
    { viewport: PHONE, tolerates },
    async (page) => {
      for (const address of PAGES) {
        await page.goto(`${address}${address.includes("?") ? "&" : "?"}lang=${lang}`);
        assert.equal(await overflow(page), 0, address);
        assert.equal(await direction(page), lang === "ar" ? "rtl" : "ltr", address);
      }
    },
  );
}

storeTest("an Arabic buyer stays in Arabic through the payment", { viewport: PHONE }, async (page) => {
  await page.goto("/courses/?lang=ar&calligraphy-ruqah=2");
  assert.equal(await page.locator("html").getAttribute("lang"), "ar");
  assert.match(await page.locator("[data-total]").first().textContent(), /١٬٣٠٠/);
  await fillMobile(page, "٠٥١٢٣٤٥٦٧٨");
  await keepScreenshot(page, "arabic-courses");
  const id = await pay(page);
  const { request } = await checkoutAt(id);
  assert.equal(request.buyer.mobile_number, "512345678");
  assert.equal(request.items[0].item_name, "الخط العربي: الرقعة");
  assert.deepEqual(request.metadata, { locale: "ar" });

  await decideThere(page, "approve");
  await outcome(page, "succeeded");
  assert.equal(await direction(page), "rtl");
  assert.equal(await overflow(page), 0);
  await keepScreenshot(page, "arabic-succeeded");
});

storeTest("an Arabic family is declined in Arabic", {}, async (page) => {
  await page.goto("/school/?lang=ar");
  await fillMobile(page);
  await keepScreenshot(page, "arabic-school");
  await pay(page);
  await decideThere(page, "decline");
  await outcome(page, "rejected");
  assert.equal(await direction(page), "rtl");
  await keepScreenshot(page, "arabic-rejected");
});

storeTest("the other language shows the same page with the same order", {}, async (page) => {
  await page.goto("/courses/?lang=en");
  await page.locator('[data-product="public-speaking"] .seats-add').click();
  await fillMobile(page);
  await page.locator(".switch").click();
  await page.waitForURL("**/courses/?*lang=ar*");
  assert.equal(await page.locator('[data-line="public-speaking"]').isVisible(), true);
  assert.equal(await page.locator('[name="buyer.mobile_number"]').inputValue(), "+966 51 234 5678");
});

storeTest("a browser that prefers Arabic is met in Arabic", { locale: "ar-SA" }, async (page) => {
  await page.goto("/");
  assert.equal(await direction(page), "rtl");
  await keepScreenshot(page, "arabic-landing");
});
