// A shop, its far side, and a buyer's browser with a back/forward cache.
import { build } from "esbuild";
import { launchChromium } from "../support/chromium.mjs";
import { clientOptions, startSandbox } from "../support/sandbox.mjs";
import { startWorker } from "../support/worker.mjs";

const pathOf = (name) => new URL(`shop/${name}`, import.meta.url).pathname;

export async function openShop() {
  const [sandbox, browser] = await Promise.all([startSandbox(), launchChromium()]);
  const bindings = { CLIENT_OPTIONS: clientOptions(sandbox.url), PAGE_SCRIPT: await bundle(sandbox.url) };
  const shop = await startWorker(pathOf("worker.js"), { bindings });
  return {
    sandbox,
    /** A buyer in a browser of their own. */
    async buyer() {
      const context = await browser.newContext({ baseURL: shop.url });
      const keys = [];
      context.on("request", (request) => {
        if (new URL(request.url()).pathname.endsWith("/v3/checkout"))
          keys.push(request.headers()["idempotency-key"]);
      });
      return { context, keys, openTab: (address = "/") => openTab(context, sandbox.url, address) };
    },
    close: () => Promise.all([browser.close(), shop.stop(), sandbox.stop()]),
  };
}

async function openTab(context, farSide, address) {
  const page = await context.newPage();
  const visited = [];
  page.on("framenavigated", (frame) => frame === page.mainFrame() && visited.push(frame.url()));
  await page.goto(address);
  return {
    page,
    click: () => page.click("button"),
    /** Presses Back, and waits for the page as it was left: it is not loaded again, so there is no "load" to wait for. */
    async back() {
      await page.goBack({ waitUntil: "commit" });
      await page.waitForFunction(() => globalThis.wasRestored === true);
    },
    told: () => told(page),
    /** Waits for the hosted page, and tells the id of its checkout. */
    async hostedPage() {
      await page.waitForURL(`${farSide}/pay/**`);
      return new URL(page.url()).pathname.split("/").at(-1);
    },
    /** Clicks, again if that is asked for, and waits for the hosted page. Tells the id of its checkout. */
    async pay() {
      do await page.click("button");
      while ((await told(page)) === "again, please");
      return this.hostedPage();
    },
    departures: () => visited.filter((url) => url.startsWith(`${farSide}/pay/`)).length,
  };
}

/** What the page says, or nothing when it has been left for the hosted page. */
async function told(page) {
  const text = () =>
    location.pathname.startsWith("/pay/") ? "left" : document.querySelector("output").textContent;
  return (await page.waitForFunction(text)).jsonValue();
}

async function bundle(farSide) {
  const { outputFiles } = await build({
    entryPoints: [pathOf("page.js")],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    define: { REDIRECT_ORIGIN: JSON.stringify(farSide) },
  });
  return outputFiles[0].text;
}
