// The storefront client in Chromium. A context has six connections to a host; several of them keep cases from waiting
// for one another behind requests that are never answered.
//
// Chromium sends a request again by itself when a kept connection ends before the answer, or in a 408: once for each
// idle connection that it has, and so as often as chance will have it. What the client made is therefore counted in the
// page, not by the far side.
import { build } from "esbuild";
import { launchChromium } from "../../support/chromium.mjs";

const PAGE = new URL("page.js", import.meta.url).pathname;
const TABS = 6;

export async function startChromium(sandboxUrl) {
  const [browser, script] = await Promise.all([launchChromium(), bundle()]);
  const [complaints, made] = [[], []];
  const open = () => openTab(browser, `${sandboxUrl}/faults`, script, { complaints, made });
  const tabs = await Promise.all(Array.from({ length: TABS }, open));
  const tabOf = new Map();
  return {
    name: "Chromium",
    /** Calls for one `subject` are made in one tab, which remembers its attempts. */
    call({ subject, ...rest }) {
      if (!tabOf.has(subject)) tabOf.set(subject, tabs[tabOf.size % TABS]);
      return tabOf.get(subject).evaluate((asked) => globalThis.call(asked), rest);
    },
    remembers: true,
    hidesRedirects: true,
    sendsAgain: true,
    made,
    complaints,
    stop: () => browser.close(),
  };
}

/** A page at an address of the far side's origin, which has none such itself. */
async function openTab(browser, address, script, { complaints, made }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  const body = `<!doctype html><script type="module">${script}</script>`;
  await page.route(address, (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto(address);
  await page.unrouteAll();
  page.on("request", (request) => {
    const { origin, pathname: path } = new URL(request.url());
    if (address.startsWith(`${origin}/`))
      made.push({ method: request.method(), path, body: request.postData() });
  });
  return page;
}

async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [PAGE],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
  });
  return outputFiles[0].text.replaceAll("</script", "<\\/script");
}
