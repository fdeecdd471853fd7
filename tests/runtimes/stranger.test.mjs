// A stranger's shop: nothing of ours but the packed package, in a real browser and in workerd, up to the hosted page.
import assert from "node:assert/strict";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import { launchChromium } from "../support/chromium.mjs";
import { installPacked } from "../support/packed.mjs";
import { clientOptions, startSandbox } from "../support/sandbox.mjs";
import { startWorker } from "../support/worker.mjs";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** What HTTP itself and the runtime's connection add to a request; everything else is ours to answer for. */
const OF_THE_CONNECTION = [
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "accept-encoding",
  "cf-worker", // workerd names the zone that a request comes from
];

let project, sandbox, shop, browser;
before(async () => {
  [project, sandbox, browser] = await Promise.all([installPacked(), startSandbox(), launchChromium()]);
  shop = await startShop();
});
after(() => Promise.all([shop?.stop(), sandbox?.stop(), browser?.close(), project?.remove()]));

/** Copies the shop's two files into the project, so that its imports find the installed package only. */
async function startShop() {
  const [entry, page] = await Promise.all(
    ["shop.js", "page.js"].map(async (name) => {
      const copy = join(project.dir, name);
      await copyFile(new URL(`workers/${name}`, import.meta.url), copy);
      return copy;
    }),
  );
  const CLIENT_OPTIONS = clientOptions(sandbox.url);
  return startWorker(entry, { bindings: { CLIENT_OPTIONS, PAGE_SCRIPT: await bundlePage(page) } });
}

async function bundlePage(entry) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    define: { REDIRECT_ORIGIN: JSON.stringify(sandbox.url) },
  });
  return outputFiles[0].text;
}

test("a click on a stranger's page ends on the hosted page, and the API received the documented request", async () => {
  const page = await browser.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(shop.url);
  await page.click("#pay");
  await page.waitForURL((url) => url.origin === sandbox.url, { timeout: 20_000 });
  assert.ok(await page.getByRole("button", { name: /./ }).count(), "the hosted page has its buttons");
  assert.deepEqual(complaints, []);

  const [token] = await sandbox.requests("POST", "/oauth2/token");
  const creates = await sandbox.requests("POST", "/v3/checkout");
  assert.equal(creates.length, 1);
  const [create] = creates;
  assert.equal(new URL(page.url()).pathname, `/pay/${await latestCheckout(create)}`);
  assert.equal(create.query ?? "", "");
  assert.equal(create.body, expectedBody());
  assertHeaders(create.headers);
  assert.ok(token.seq < create.seq);
  await page.close();
});

async function latestCheckout(create) {
  const reply = await fetch(new URL("/_sandbox/checkouts", sandbox.url));
  const checkouts = await reply.json();
  assert.equal(checkouts.length, 1, JSON.stringify(create));
  return checkouts[0].checkout_id;
}

/** The page's draft with the shop's price, its total, and the shop's addresses; what was empty is left out. */
function expectedBody() {
  return (
    '{"reference_id":"order_12345","buyer":{"first_name":"Sara","mobile_number":"512345678"},' +
    '"items":[{"item_name":"Rust, from the ground up","quantity":2,"unit_price":450.25,"total_cost":900.5,' +
    '"reference_id":"course-7"}],' +
    `"urls":{"redirect_url":"${shop.url}/thanks","notification_url":"${shop.url}/api/jeelpay/webhooks"}}`
  );
}

function assertHeaders(received) {
  const ours = received.filter(([name]) => !OF_THE_CONNECTION.includes(name.toLowerCase()));
  const headers = Object.fromEntries(ours.map(([name, value]) => [name.toLowerCase(), value]));
  assert.deepEqual(Object.keys(headers).sort(), ["authorization", "content-type", "idempotency-key"]);
  assert.equal(ours.length, 3, "no header is sent twice");
  assert.match(headers.authorization, /^Bearer \S+$/);
  assert.equal(headers["content-type"], "application/json");
  assert.match(headers["idempotency-key"], UUID);
}
