// Hostile addresses of hosted pages, in a real browser that would follow them: nothing is navigated to, nothing is run.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import { ITEMS } from "../runtimes/requests.mjs";
import { launchChromium } from "../support/chromium.mjs";

const HOSTILE = {
  "code instead of an address": [
    "javascript:globalThis.ran = true",
    "JAVASCRIPT:globalThis.ran = true",
    "javascript://checkout.jeel.co/%0aglobalThis.ran = true",
    " \u0001javascript:globalThis.ran = true",
    "java\nscript:globalThis.ran = true",
    "java\tscript:globalThis.ran = true",
    "vbscript:msgbox(1)",
  ],
  "data, files, and other schemes": [
    "data:text/html,<script>opener.ran = true</script>",
    "DATA:text/html;base64,PHNjcmlwdD4=",
    "blob:https://checkout.jeel.co/0b5e7a52-6f0e-4d55-9b5b-000000000001",
    "filesystem:https://checkout.jeel.co/temporary/x",
    "file:///etc/passwd",
    "ftp://checkout.jeel.co/",
    "ws://checkout.jeel.co/",
    "about:blank",
    "view-source:https://checkout.jeel.co/",
    "intent://checkout.jeel.co/#Intent;scheme=https;end",
    "http://checkout.jeel.co/",
  ],
  "a user name before the host": [
    "https://checkout.jeel.co@evil.example/",
    "https://checkout.jeel.co:443@evil.example/",
    "https://checkout.jeel.co%2f@evil.example/",
    "https://checkout.jeel.co%40evil.example/",
    "https://evil.example@checkout.jeel.co/",
    "https://:word@checkout.jeel.co/",
  ],
  "a host that looks alike": [
    "https://evil-jeel.co/",
    "https://jeel.co.evil.example/",
    "https://jeel.com/",
    "https://jeel.c/",
    "https://je\u0435l.co/",
    "https://jee\u04cf.co/",
    "https://checkout.jeel.co\u202e.evil.example/",
    "https://checkout.jeel.co\u2044.evil.example/",
    "https://checkout\u3002jeel\u3002co\u3002evil\u3002example/",
    "https://xn--jel-bma.co/",
    "https://XN--JEL-BMA.CO/",
    "https://xn--checkout-.jeel.co.evil.example/",
    "https://EVIL.EXAMPLE/jeel.co",
    "https://Jeel.Co.Evil.Example/",
  ],
  "backslashes and slashes": [
    "https://evil.example\\@checkout.jeel.co/",
    "https:\\\\evil.example\\checkout.jeel.co",
    "https:/evil.example/",
    "https:evil.example",
    "///evil.example",
    "\\\\evil.example",
    "//checkout.jeel.co/",
    "/pay",
  ],
  "control characters": [
    "https://checkout.jeel.co\t.evil.example/",
    "https://checkout.jeel.co\n.evil.example/",
    "https://checkout.jeel.co\r\n.evil.example/",
    "https://checkout.jeel.co\u0000/",
    "https://checkout.jeel.co%00.evil.example/",
    "https://checkout.jeel.co\u007f/",
    "https://checkout.jeel co/",
  ],
  "trailing dots": [
    "https://checkout.jeel.co./",
    "https://jeel.co./",
    "https://jeel.co..",
    "https://.jeel.co./",
  ],
  ports: [
    "https://checkout.jeel.co:8443/",
    "https://checkout.jeel.co:80/",
    "https://checkout.jeel.co:0/",
    "https://checkout.jeel.co:65536/",
    "https://checkout.jeel.co:-1/",
  ],
  "this machine": ["https://127.0.0.1/", "https://0x7f000001/", "https://2130706433/", "https://[::1]/"],
};

const PAGE = `
  import { createCheckout } from "jeelpay-checkout";
  globalThis.order = (request, redirect_url, options) => {
    const created = { checkout_id: "0b5e7a52-6f0e-4d55-9b5b-000000000001", redirect_url };
    const fetch = async () => Response.json(created);
    return createCheckout(request, { baseUrl: "/api", fetch, ...options }).then(
      () => "sent",
      (error) => error.code,
    );
  };`;

let server, browser, url, script;
before(async () => {
  const options = { bundle: true, write: false, format: "esm", platform: "browser" };
  const stdin = { contents: PAGE, resolveDir: import.meta.dirname };
  script = (await build({ ...options, stdin })).outputFiles[0].text;
  server = createServer(serve);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${server.address().port}`;
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  server?.close();
});

function serve(request, response) {
  if (request.url === "/shop.js") return response.setHeader("content-type", "text/javascript").end(script);
  response.setHeader("content-type", "text/html");
  response.end(request.url === "/" ? '<script type="module" src="/shop.js"></script>' : "the hosted page");
}

/** A shop's page, and every address that its browser has asked for since. */
async function openShop() {
  const page = await browser.newPage();
  await page.goto(`${url}/`);
  await page.waitForFunction(() => globalThis.order);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("framenavigated", (frame) => asked.push(`went to ${frame.url()}`));
  return { page, asked };
}

const order = (page, number, address, options = {}) =>
  page.evaluate(
    ([request, to, more]) => globalThis.order(request, to, more),
    [{ ...ITEMS, reference_id: `order_${number}` }, address, options],
  );

for (const [trick, addresses] of Object.entries(HOSTILE)) {
  for (const redirect of [true, "replace"]) {
    test(`${trick}, redirect: ${redirect}`, async () => {
      const { page, asked } = await openShop();
      for (const [number, address] of addresses.entries()) {
        assert.equal(
          await order(page, number, address, { redirect }),
          "unsafe_redirect",
          JSON.stringify(address),
        );
      }
      assert.equal(await page.evaluate(() => globalThis.ran), undefined);
      assert.deepEqual(asked, []);
      // The same page does go where it may: once, and only there.
      const hosted = `${url}/hosted`;
      const [, outcome] = await Promise.all([
        page.waitForURL(hosted),
        order(page, "last", hosted, { redirect, redirectOrigins: [url] }).catch(() => "gone"),
      ]);
      assert.ok(["sent", "gone"].includes(outcome), outcome);
      assert.deepEqual(
        asked.filter((address) => !address.endsWith("/favicon.ico")),
        [hosted, `went to ${hosted}`],
      );
      await page.close();
    });
  }
}
