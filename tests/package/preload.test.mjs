// What `preload` does in a page: all that a first click would take long for, and nothing that anybody could see.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openSite } from "./in-page.mjs";

let site;
before(async () => (site = await openSite()));
after(() => site?.close());

test("preloading goes the road of an order once, to just before it is sent", async () => {
  const page = await site.newPage();
  await page.goto(site.url);
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  const seen = await page.evaluate(async () => {
    const built = [];
    globalThis.Request = class extends Request {
      constructor(url, init) {
        super(url, init);
        built.push(`${url} ${new TextDecoder().decode(init.body)}`);
      }
    };
    const fetched = [];
    globalThis.fetch = async (request) => fetched.push(request.url);
    await jeelpay.preload();
    return { built, fetched, kept: sessionStorage.length };
  });
  assert.equal(seen.built.length, 1);
  assert.match(seen.built[0], /\/v3\/checkout \{.*"quantity":1/, "the order of the rehearsal");
  assert.deepEqual([seen.fetched, seen.kept, requests], [[], 0, []]);
  await page.close();
});
