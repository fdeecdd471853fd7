// Keeps what the package throws in the pages of a browser that Playwright drives.
import { keepThrown } from "../transcript.mjs";
import { recordErrors } from "./record.js";

const TELL = "tellThrown";
const SCRIPT = `(${recordErrors})((words) => globalThis.${TELL}?.(words));`;

export function recordIn(browser) {
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    await context.exposeBinding(TELL, (_page, words) => keepThrown("Chromium", [words]));
    await context.addInitScript({ content: SCRIPT });
    return context;
  };
  return browser;
}
