// The shop of the README: its files as they stand there and the packed package, in an empty project. What the README
// leaves to its reader is two pages of HTML; what the tests change is the far side: a sandbox at another address.
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { installPacked } from "../support/packed.mjs";
import { clientOptions, COURSES, startSandbox } from "../support/sandbox.mjs";
import { startWorker } from "../support/worker.mjs";
import { blockOf, replaced, snippet } from "./readme.mjs";
import { readWrangler } from "./wrangler.mjs";

const PAGES = new URL("public/", import.meta.url).pathname;
const SANDBOX_OF_THE_README = "http://127.0.0.1:4010";
const SECRETS = { JEEL_CLIENT_ID: COURSES.clientId, JEEL_CLIENT_SECRET: COURSES.clientSecret };

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
  await writeFile(join(dir, "worker.js"), facing(snippet("worker.js"), sandboxUrl));
  await writeFile(join(dir, "page.js"), replaced(snippet("page.js"), SANDBOX_OF_THE_README, sandboxUrl));
  await writeFile(join(dir, "thanks.js"), snippet("thanks.js"));
  await bundlePages(dir, directory);
  return wrangler;
}

/** The worker, told of the sandbox on this machine in place of the provider's. */
function facing(worker, sandboxUrl) {
  const { apiUrl, authUrl, redirectOrigins } = clientOptions(sandboxUrl);
  const local = JSON.stringify({ apiUrl, authUrl, redirectOrigins });
  return replaced(worker, 'environment: "sandbox",', `...${local},`);
}

const bundlePages = (dir, outdir) =>
  build({
    entryPoints: ["page.js", "thanks.js"].map((name) => join(dir, name)),
    bundle: true,
    outdir,
    format: "esm",
    platform: "browser",
  });
