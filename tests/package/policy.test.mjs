// Content-Security-Policies of real pages, in Chromium.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { launchChromium } from "../support/chromium.mjs";
import { bundle } from "./in-page.mjs";

let browser, server, script;
before(async () => {
  [browser, script] = await Promise.all([launchChromium(), bundle()]);
  server = await serve();
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** Serves one page, under the policy that its query names. */
function serve() {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    if (pathname === "/script.js") return response.setHeader("content-type", "text/javascript").end(script);
    response.setHeader("content-type", "text/html");
    response.setHeader("content-security-policy", searchParams.get("policy") ?? "");
    response.end('<!doctype html><script src="/script.js"></script>');
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/** What a page under the policy is told by a first call. */
async function firstCall(policy) {
  const page = await browser.newPage();
  try {
    const query = new URLSearchParams({ policy });
    await page.goto(`http://127.0.0.1:${server.address().port}/?${query}`);
    return await page.evaluate(() =>
      jeelpay.validateCheckout({}).then(
        (issues) => ({ issues: issues.length }),
        ({ name, code, message }) => ({ name, code, message }),
      ),
    );
  } finally {
    await page.close();
  }
}

test("a policy without 'wasm-unsafe-eval' is told, with the words to add", async () => {
  for (const policy of ["default-src 'self'", "script-src 'self'", "script-src 'self' 'unsafe-inline'"]) {
    const { name, code, message } = await firstCall(policy);
    assert.deepEqual([name, code], ["CheckoutError", "wasm_unavailable"], policy);
    assert.match(message, /Content-Security-Policy.*'wasm-unsafe-eval'.*script-src/, policy);
  }
});

test("'wasm-unsafe-eval' is all that a strict policy must allow", async () => {
  const policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'";
  assert.deepEqual(await firstCall(policy), { issues: 2 });
});
