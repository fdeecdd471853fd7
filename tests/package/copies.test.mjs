// A page that has the package twice: two scripts, of two teams perhaps, each of which hears the click.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ITEMS } from "../runtimes/requests.mjs";
import { bundle, openSite } from "./in-page.mjs";

let site;
before(async () => (site = await openSite()));
after(() => site?.close());

/** A page with `copies`, two of them; `order(copy, request)` is the key that the copy's request has. */
async function openTwice() {
  const page = await site.newPage();
  await page.goto(site.url);
  await page.addScriptTag({
    content: `globalThis.copies = [jeelpay]; ${await bundle()}; copies.push(jeelpay)`,
  });
  await page.evaluate(async () => {
    await Promise.all(copies.map((copy) => copy.preload()));
    globalThis.order = async (copy, request) => {
      let key;
      const fetch = async ({ headers }) => (key = headers.get("idempotency-key"));
      const options = { baseUrl: "/api", redirect: false, maxRetries: 0, fetch };
      await copy.createCheckout(request, options).catch(() => {});
      return key;
    };
  });
  return page;
}

test("one click that two copies hear is one attempt", async () => {
  const page = await openTwice();
  const keys = await page.evaluate(
    (request) => Promise.all(copies.map((copy) => order(copy, request))),
    ITEMS,
  );
  assert.equal(keys[0], keys[1]);
  await page.close();
});

test("two orders, one by each copy at once, are both remembered", async () => {
  const page = await openTwice();
  const keys = await page.evaluate(async (request) => {
    const orders = ["one", "other"].map((reference_id) => ({ ...request, reference_id }));
    const send = () => Promise.all(orders.map((request, index) => order(copies[index], request)));
    return [await send(), await send()];
  }, ITEMS);
  assert.deepEqual(keys[0], keys[1]);
  assert.notEqual(keys[0][0], keys[0][1]);
  await page.close();
});

test("a copy that rehearses leaves the other's attempts alone", async () => {
  const page = await openTwice();
  const areKept = await page.evaluate(async (request) => {
    const kept = [];
    for (let turns = 0; turns < 20; turns++) {
      const rehearsal = copies[0].preload();
      for (let turn = 0; turn < turns; turn++) await undefined;
      const key = await order(copies[1], { ...request, reference_id: `order ${turns}` });
      await rehearsal;
      kept.push(sessionStorage.getItem("jeelpay-checkout:attempts").includes(key));
    }
    return kept;
  }, ITEMS);
  assert.deepEqual(areKept, new Array(20).fill(true));
  await page.close();
});
