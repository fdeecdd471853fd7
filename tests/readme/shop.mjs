// The shop of the README: its files as they stand there and the packed package, in an empty project, put up against the
// sandbox as the README says. What it leaves to its reader is two pages of HTML; what differs is the sandbox's port.
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { installPacked } from "../support/packed.mjs";
import { startSandbox } from "../support/sandbox.mjs";
import { startWorker } from "../support/worker.mjs";
import { blockOf, replaced, snippet } from "./readme.mjs";
import { readWrangler } from "./wrangler.mjs";

const PAGES = new URL("public/", import.meta.url).pathname;
const SANDBOX_OF_THE_README = "http://127.0.0.1:4010";
const SECRETS = Object.fromEntries(
  [...snippet(".dev.vars").matchAll(/^(\w+)="(.*)"$/gm)].map(([, name, value]) => [name, value]),
);

/** Starts the shop and its far side. `logged` is what the worker has written so far, line by line. */
export async function startShop() {
  const started = [];
  const stop = () => Promise.all(started.map((end) => end()));
  try {
    const sandbox = await startSandbox();
    started.push(sandbox.stop);
    const project = await installPacked();
    started.push(project.remove);
    const { main, options } = await writeShop(project.dir, sandbox.url);
    const logged = [];
    const handleStructuredLogs = ({ message }) => void logged.push(message);
    const worker = await startWorker(main, { bindings: SECRETS, handleStructuredLogs, ...options });
    started.unshift(worker.stop);
    return { url: worker.url, sandbox, logged, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Writes the project as its reader would, and gives what wrangler would start. */
async function writeShop(dir, sandboxUrl) {
  const wrangler = readWrangler(snippet("wrangler.toml"), dir);
  const { directory } = wrangler.options.assets;
  const policy = blockOf("Content-Security-Policy").trim();
  await cp(PAGES, directory, { recursive: true });
  await writeFile(join(directory, "_headers"), `/*\n  Content-Security-Policy: ${policy}\n`);
  const here = (text) => text.replaceAll(SANDBOX_OF_THE_README, sandboxUrl);
  await writeFile(join(dir, "worker.js"), here(facingSandbox(snippet("worker.js"))));
  await writeFile(join(dir, "page.js"), here(snippet("page.js")));
  await writeFile(join(dir, "thanks.js"), snippet("thanks.js"));
  await bundlePages(dir, directory);
  return wrangler;
}

const facingSandbox = (worker) =>
  replaced(worker, 'environment: "sandbox",', blockOf("The edge function").trim());

const bundlePages = (dir, outdir) =>
  build({
    entryPoints: ["page.js", "thanks.js"].map((name) => join(dir, name)),
    bundle: true,
    outdir,
    format: "esm",
    platform: "browser",
  });
