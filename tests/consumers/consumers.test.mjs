// The package in the hands of its users: packed, installed, built by their tools, and run against the sandbox.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { startSandbox } from "../support/sandbox.mjs";
import { startChromium } from "./engines/chromium.mjs";
import { startFirefox } from "./engines/firefox.mjs";
import { startWebKit } from "./engines/webkit.mjs";
import { PAGES } from "./pages.mjs";
import { preparePlace, versionOf } from "./place.mjs";
import { RUNTIMES } from "./runtimes.mjs";
import { startTable } from "./table.mjs";
import { TOOLING } from "./tooling.mjs";

const ENGINES = "Chromium, Firefox, WebKit";
const CONSUMERS = [...PAGES.map((page) => ({ ...page, where: ENGINES })), ...RUNTIMES, ...TOOLING];

const table = startTable();
const context = {};
before(async () => {
  const starts = [startSandbox(), startChromium(), startFirefox(), startWebKit()];
  context.place = await preparePlace();
  [context.sandbox, ...context.engines] = await Promise.all(starts);
  context.handler = await startMerchant(context);
  ({ version: context.version } = JSON.parse(
    await readFile(new URL("../../pkg/package.json", import.meta.url), "utf8"),
  ));
});
after(async () => {
  const { place, sandbox, engines = [] } = context;
  await Promise.all([sandbox, ...engines].map((one) => one?.stop()));
  await place?.remove();
  await table.write("support");
});

/** The shop's functions, for pages whose tool serves none. */
async function startMerchant({ place, sandbox }) {
  const merchant = await place.consumer(["server"]);
  const { handlerFor } = await import(pathToFileURL(join(merchant, "merchant.js")));
  return handlerFor(sandbox.url);
}

for (const { title, tool, where, version = tool && (await versionOf(tool)), run } of CONSUMERS) {
  test(`${[title, version].filter(Boolean).join(" ")} in ${where}`, async (t) => {
    const row = table.begin(title, version ?? "", where);
    // What a consumer has started ends with it, however that goes: a server left open would keep the suite from ending.
    await run({ ...context, atEnd: (stop) => t.after(stop) });
    row.green();
  });
}
