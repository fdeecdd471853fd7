// Chromium, headless, and silent towards the network.
import { chromium } from "playwright-core";
import { recordIn } from "./thrown/in-chromium.mjs";
import { isKept } from "./transcript.mjs";

const ARGUMENTS = [
  "--no-sandbox", // Chromium refuses to run as root with it, and CI runs as root
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/** CHROME names the browser; without it, the one that the system's package manager installs. */
export async function launchChromium() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROME ?? "/usr/bin/chromium",
    args: ARGUMENTS,
    // Buyers' browsers have a back/forward cache.
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
  return isKept ? recordIn(browser) : browser;
}
