// A page, and an isolate, that are never closed: memory after each tenth of 100,000 calls. COUNT sets another number;
// arguments choose parts: page, isolate.
import { readFile, readdir } from "node:fs/promises";
import { build } from "esbuild";
import { launchChromium } from "../tests/support/chromium.mjs";
import { startWorker } from "../tests/support/worker.mjs";

const COUNT = Number(process.env.COUNT ?? 100_000);
const STEPS = 10;
const STEP = COUNT / STEPS;
const MIB = 2 ** 20;
const pathOf = (name) => new URL(`long/${name}`, import.meta.url).pathname;
const mib = (bytes) => `${(bytes / MIB).toFixed(2)} MiB`.padStart(12);

const PARTS = { page: inPage, isolate: inIsolate };
const chosen = process.argv.slice(2);
for (const [name, run] of Object.entries(PARTS)) {
  if (chosen.length === 0 || chosen.includes(name)) await run();
}

/** The JS heap is read after a collection: what is left then is held by somebody. */
async function inPage() {
  const browser = await launchChromium();
  const page = await browser.newPage();
  const address = "http://localhost/";
  await page.route(address, async (route) => route.fulfill({ contentType: "text/html", body: await html() }));
  await page.goto(address);
  await page.waitForFunction(() => globalThis.long);
  const devtools = await page.context().newCDPSession(page);
  console.log("page           calls      module     JS heap");
  for (let done = 0; done < COUNT; done += STEP) {
    await page.evaluate(([first, count]) => globalThis.long.run(first, count), [done, STEP]);
    await devtools.send("HeapProfiler.collectGarbage");
    const { usedSize } = await devtools.send("Runtime.getHeapUsage");
    const moduleBytes = await page.evaluate(() => globalThis.long.moduleBytes());
    console.log(`${String(done + STEP).padStart(20)}${mib(moduleBytes)}${mib(usedSize)}`);
  }
  await browser.close();
}

async function html() {
  const options = { bundle: true, write: false, format: "esm", platform: "browser" };
  const { outputFiles } = await build({ entryPoints: [pathOf("page.js")], ...options });
  const script = outputFiles[0].text.replaceAll("</script", "<\\/script");
  return `<!doctype html><link rel="icon" href="data:,"><script type="module">${script}</script>`;
}

/**
 * Of workerd the whole process is read; it collects when it likes. So it grows for the first 300,000 calls, by as much as
 * without the package, and then no more: with COUNT=1500000 that is seen.
 */
async function inIsolate() {
  const before = await workerds();
  const worker = await startWorker(pathOf("worker.js"));
  const [pid] = (await workerds()).filter((one) => !before.includes(one));
  console.log("isolate        calls      module     process");
  for (let done = 0; done < COUNT; done += STEP) {
    const body = JSON.stringify({ first: done, count: STEP });
    const { moduleBytes } = await (await fetch(worker.url, { method: "POST", body })).json();
    console.log(`${String(done + STEP).padStart(20)}${mib(moduleBytes)}${mib(await residentBytes(pid))}`);
  }
  await worker.stop();
}

async function workerds() {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const names = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/comm`, "utf8").catch(() => "")));
  return pids.filter((_, index) => names[index].trim() === "workerd");
}

async function residentBytes(pid) {
  const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, "utf8"));
  return Number(kib) * 1024;
}
