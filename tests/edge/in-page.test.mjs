// The merchant's side in a page all the same: bundled by a tool that knows no condition `browser`, it loads there, and
// takes no credentials.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import { launchChromium } from "../support/chromium.mjs";

const ID = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01";

/** Tells with which codes credentials are refused, and what was sent before. */
const SCRIPT = `import { createEdgeHandler, createServerClient, memoryLedger } from "jeelpay-checkout/edge";
  const sent = [];
  const given = {
    environment: "sandbox",
    clientId: "id",
    clientSecret: "secret",
    fetch: async ({ url }) => (sent.push(url), Response.json({ access_token: "token", expires_in: 300 })),
  };
  const { clientSecret, ...withoutSecret } = given;
  const config = { ledger: memoryLedger(), returnUrl: "/", completeCheckout: (draft) => draft };
  const request = new Request("https://shop.example/api/jeelpay/v3/checkout/${ID}");
  const codeOf = (call) => call.then(() => "taken", ({ code }) => code);
  const refusals = [given, withoutSecret].flatMap((credentials) => [
    codeOf(createServerClient(credentials).getCheckout("${ID}")),
    codeOf(createEdgeHandler({ ...config, ...credentials })(request)),
  ]);
  globalThis.told = Promise.all(refusals).then((codes) => ({ codes, sent }));`;
const IN_WORKER = `${SCRIPT} globalThis.told.then(postMessage);`;

const bundled = async (contents) => {
  const stdin = { contents, resolveDir: new URL(".", import.meta.url).pathname };
  const { outputFiles } = await build({ stdin, bundle: true, write: false, platform: "neutral" });
  return outputFiles[0].text;
};

let browser, server, origin;
before(async () => {
  const [page, worker] = await Promise.all([SCRIPT, IN_WORKER].map(bundled));
  const scripts = { "/page.js": page, "/worker.js": worker };
  server = createServer(({ url }, response) => {
    response.setHeader("content-type", scripts[url] ? "text/javascript" : "text/html");
    response.end(scripts[url] ?? '<!doctype html><link rel="icon" href="data:,">');
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** A client and a handler, with the secret, and with everything but that. */
const REFUSED = { codes: Array(4).fill("secret_in_browser"), sent: [] };

test("a page is refused, before anything is sent", async () => {
  const page = await browser.newPage();
  await page.goto(origin);
  await page.addScriptTag({ url: "/page.js" });
  assert.deepEqual(await page.evaluate(() => globalThis.told), REFUSED);
});

test("a worker of a page is refused, before anything is sent", async () => {
  const page = await browser.newPage();
  await page.goto(origin);
  const told = page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const worker = new Worker("/worker.js");
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = reject;
      }),
  );
  assert.deepEqual(await told, REFUSED);
});
