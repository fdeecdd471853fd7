// What each end-to-end test plays on: a browser context of its own, the store, and a witness who
// hears every complaint of the browser. STORE_URL and SANDBOX_URL name the running processes.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../support/chromium.mjs";
import { keep, keepPrinted } from "../support/transcript.mjs";

const SCREENSHOTS = fileURLToPath(new URL("../output/e2e/", import.meta.url));

export const STORE_URL = required("STORE_URL");
export const SANDBOX_URL = required("SANDBOX_URL");
export const DESKTOP = { width: 1280, height: 860 };
export const PHONE = { width: 390, height: 844 };

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} must name a running process; cargo xtask test starts both`);
  return new URL(value).origin;
}

let browser;

before(async () => {
  await mkdir(SCREENSHOTS, { recursive: true });
  browser = await launchChromium();
});

after(() => browser?.close());

/** Errors, warnings, uncaught exceptions and refused content of the store's own pages. */
function complaintsOf(page) {
  const complaints = [];
  page.on("console", (message) => {
    const from = message.location().url;
    if (["error", "warning"].includes(message.type()) && !from.startsWith(SANDBOX_URL)) {
      complaints.push(`${message.type()}: ${message.text()}`);
    }
  });
  page.on("console", (message) => keepPrinted(message.text()));
  page.on("request", (request) => keep("url", [request.url()]));
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  return complaints;
}

/**
 * A test with a page of its own. It also fails on whatever the browser complains about, unless
 * `tolerates` matches it: a request that fails is always complained about, even where failing is
 * the point.
 */
export function storeTest(
  name,
  { viewport = DESKTOP, locale = "en-GB", script = true, tolerates } = {},
  play,
) {
  test(name, { timeout: 60_000 }, async () => {
    const context = await browser.newContext({
      baseURL: STORE_URL,
      javaScriptEnabled: script,
      locale,
      reducedMotion: "reduce",
      viewport,
    });
    try {
      const page = await context.newPage();
      const complaints = complaintsOf(page);
      await play(page, context);
      assert.deepEqual(
        complaints.filter((complaint) => !tolerates?.test(complaint)),
        [],
        "the browser complained",
      );
    } finally {
      await context.close();
    }
  });
}

export const keepScreenshot = (page, name) =>
  page.screenshot({ path: `${SCREENSHOTS}${name}.png`, fullPage: true });
