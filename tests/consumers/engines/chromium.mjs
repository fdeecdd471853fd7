// Chromium, by playwright.
import { launchChromium } from "../../support/chromium.mjs";

export async function startChromium() {
  const browser = await launchChromium();
  return {
    name: "Chromium",
    async open() {
      const page = await browser.newPage();
      const complaints = [];
      page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
      page.on("pageerror", (error) => complaints.push(error.message));
      return {
        complaints,
        goto: (url) => page.goto(url),
        evaluate: (expression) => page.evaluate(expression),
        url: async () => page.url(),
        close: () => page.close(),
      };
    },
    stop: () => browser.close(),
  };
}
