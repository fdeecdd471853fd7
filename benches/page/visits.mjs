// Visits to a shop on loopback, in a real Chromium.
import { launchChromium } from "../../tests/support/chromium.mjs";
import { startShop } from "./server.mjs";

/** The preset "Slow 4G" of Chromium's own developer tools, in ms and bytes per second. */
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };
export const LINKS = { loopback: undefined, "slow 4G": SLOW_4G };

/** Gives `work` a function that makes a visit: `visit(page => …, link)`. */
export async function withVisits(work) {
  const [shop, browser] = await Promise.all([startShop(), launchChromium()]);
  try {
    return await work((visit, link) => withPage(browser, shop, link, visit));
  } finally {
    await browser.close();
    shop.stop();
  }
}

/** A visitor who has never been here: nothing is cached, neither scripts nor what was compiled of them. */
async function withPage(browser, shop, link, visit) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(shop.url);
    if (link) {
      const session = await context.newCDPSession(page);
      await session.send("Network.enable");
      await session.send("Network.emulateNetworkConditions", link);
    }
    return await visit(page);
  } finally {
    await context.close();
  }
}
