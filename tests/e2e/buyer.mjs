// What a buyer does: chooses, fills in, pays, decides on the hosted page.
import { SANDBOX_URL } from "./stage.mjs";

export const MOBILE = "+966 51 234 5678";

export async function chooseCourse(page, id, seats = 1) {
  const card = page.locator(`[data-product="${id}"]`);
  await card.locator(".seats-add").click();
  for (let count = 1; count < seats; count += 1) await card.locator(".stepper-more").click();
}

export const fillMobile = (page, number = MOBILE) =>
  page.locator('[name="buyer.mobile_number"]').fill(number);

export const payButton = (page) => page.locator("[data-pay]");

/** What the order comes to, as it is written on the page. */
export async function total(page) {
  const written = await page.locator("[data-total]").first().textContent();
  return written.replaceAll("\u00a0", " ");
}

/** Waits for the hosted page, and tells the id of its checkout. */
export async function hostedPage(page) {
  await page.waitForURL(`${SANDBOX_URL}/pay/**`);
  return new URL(page.url()).pathname.split("/").at(-1);
}

export async function pay(page) {
  await payButton(page).click();
  return hostedPage(page);
}

/** One course in the order, and off to the hosted page. */
export async function orderCourse(page, address = "/courses/?data-python=1") {
  await page.goto(address);
  await fillMobile(page);
  return pay(page);
}

/** "approve" or "decline", as the buyer presses it on the hosted page. */
export const decideThere = (page, decision) =>
  page.locator(`button[name="decision"][value="${decision}"]`).click();

/** Waits until the return page says `outcome`, by the name that it has there. */
export const outcome = (page, name) => page.locator(`[data-outcome="${name}"]`).waitFor({ timeout: 20_000 });
