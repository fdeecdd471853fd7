// How a browser leaves for the hosted page: with or without a way back, and out of a frame.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ITEMS } from "../runtimes/requests.mjs";
import { openSite } from "./in-page.mjs";

let site;
before(async () => (site = await openSite()));
after(() => site?.close());

/** Orders in the frame of a page. The answer may never come back from there: it is left. */
async function leave(frame, redirect) {
  const order = ([request, hosted, redirect]) => {
    const created = { checkout_id: "0b5e7a52-6f0e-4d55-9b5b-000000000001", redirect_url: hosted };
    const fetch = async () => Response.json(created);
    const options = { baseUrl: "/api", fetch, redirect, redirectOrigins: [location.origin] };
    jeelpay.createCheckout(request, options).catch((error) => console.error(error.message));
  };
  await frame.evaluate(order, [ITEMS, `${site.url}/hosted`, redirect]);
  await frame.page().waitForURL("**/hosted");
}

const historyLength = (page) => page.evaluate(() => history.length);

for (const [redirect, more, back] of [
  [true, 1, "/"],
  ["replace", 0, "/framed"],
]) {
  test(`after redirect: ${redirect}, Back leads to ${back}`, async () => {
    const page = await site.newPage();
    await page.goto(`${site.url}/framed`);
    await page.goto(site.url);
    const before = await historyLength(page);
    await leave(page.mainFrame(), redirect);
    assert.equal(await historyLength(page), before + more);
    // A page that comes out of the back/forward cache is not loaded again.
    await page.goBack({ waitUntil: "commit" });
    assert.equal(page.url(), `${site.url}${back}`);
    await page.close();
  });

  test(`a shop in a frame takes the whole window to the hosted page, redirect: ${redirect}`, async () => {
    const page = await site.newPage();
    await page.goto(`${site.url}/framed`);
    const [, shop] = page.frames();
    await leave(shop, redirect);
    assert.deepEqual(
      page.frames().map((frame) => frame.url()),
      [`${site.url}/hosted`],
    );
    await page.close();
  });
}
