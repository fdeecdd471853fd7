// The shop of the README: its files as they stand there and the packed package, in an empty project, put up by wrangler
// against the sandbox as the README says. What it leaves to its reader is two pages of HTML, and a bundler for their
// scripts; what differs is the sandbox's port.
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { installPacked } from "../support/packed.mjs";
import { startSandbox } from "../support/sandbox.mjs";
import { isKept } from "../support/transcript.mjs";
import { blockOf, replaced, snippet } from "./readme.mjs";
import { startWrangler } from "./wrangler.mjs";

const PAGES = new URL("public/", import.meta.url).pathname;
const RECORD = new URL("../support/thrown/in-bundle.js", import.meta.url).pathname;
const SANDBOX_OF_THE_README = "http://127.0.0.1:4010";

/** Starts the shop and its far side. `logged` is what the worker has written so far, line by line. */
export async function startShop() {
  const started = [];
  const stop = () => Promise.all(started.map((end) => end()));
  try {
    const sandbox = await startSandbox();
    started.push(sandbox.stop);
    const project = await installPacked();
    started.push(project.remove);
    await writeShop(project.dir, sandbox.url);
    const { url, logged, stop: stopWrangler } = await startWrangler(project.dir);
    started.unshift(stopWrangler);
    return { url, sandbox, logged, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Writes the project as its reader would. */
async function writeShop(dir, sandboxUrl) {
  const pages = join(dir, "public");
  const policy = blockOf("Content-Security-Policy").trim();
  await cp(PAGES, pages, { recursive: true });
  await writeFile(join(pages, "_headers"), `/*\n  Content-Security-Policy: ${policy}\n`);
  const here = (text) => text.replaceAll(SANDBOX_OF_THE_README, sandboxUrl);
  for (const name of ["page.js", "thanks.js", "wrangler.toml", ".dev.vars"]) {
    await writeFile(join(dir, name), here(snippet(name)));
  }
  await writeFile(join(dir, "worker.js"), recorded(here(facingSandbox(snippet("worker.js")))));
  await bundlePages(dir, pages);
}

const facingSandbox = (worker) =>
  replaced(worker, 'environment: "sandbox",', blockOf("The edge function").trim());

/** Prints what it throws, while somebody compares. */
const recorded = (worker) => (isKept ? `import ${JSON.stringify(RECORD)};\n${worker}` : worker);

const bundlePages = (dir, outdir) =>
  build({
    entryPoints: ["page.js", "thanks.js"].map((name) => join(dir, name)),
    bundle: true,
    outdir,
    format: "esm",
    platform: "browser",
  });
