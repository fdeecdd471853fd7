// Workers in the real workerd, bundled under the conditions that wrangler uses.
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { isKept, keepPrinted } from "./transcript.mjs";

const COMPATIBILITY_DATE = "2026-04-21";
const RECORD = new URL("thrown/in-bundle.js", import.meta.url).pathname;
const CONDITIONS = ["workerd", "worker", "browser"];

/**
 * Starts a module worker on a free port.
 *
 * @param {string} entry path of the worker's main file
 * @param {{ bindings?: Record<string, unknown> }} [options] and whatever else Miniflare takes
 * @returns {Promise<{ url: string, stop(): Promise<void> }>}
 */
export async function startWorker(entry, { bindings = {}, ...more } = {}) {
  const miniflare = new Miniflare({
    modules: await bundleWorker(entry),
    modulesRoot: "/",
    compatibilityDate: COMPATIBILITY_DATE,
    bindings,
    host: "127.0.0.1",
    port: 0,
    ...(more.handleStructuredLogs ? {} : { handleRuntimeStdio }),
    ...more,
  });
  const url = (await miniflare.ready).origin;
  return { url, stop: () => miniflare.dispose() };
}

/** What a worker writes is kept, and its errors are shown. */
function handleRuntimeStdio(stdout, stderr) {
  createInterface({ input: stdout }).on("line", keepPrinted);
  createInterface({ input: stderr }).on("line", (line) => {
    keepPrinted(line);
    console.error(line);
  });
}

/** The worker as one script, and beside it the wasm modules that it imports: workerd does not compile bytes. */
async function bundleWorker(entry) {
  const { outputFiles } = await build({
    entryPoints: { worker: entry },
    inject: isKept ? [RECORD] : [],
    bundle: true,
    write: false,
    outdir: "/",
    format: "esm",
    target: "es2024",
    conditions: CONDITIONS,
    external: ["cloudflare:*", "node:*"],
    loader: { ".wasm": "copy" },
  });
  const modules = outputFiles.map(({ path, contents }) =>
    path.endsWith(".wasm")
      ? { type: "CompiledWasm", path, contents }
      : { type: "ESModule", path, contents: new TextDecoder().decode(contents) },
  );
  // The first module is where the worker starts.
  return modules.sort((a, b) => Number(b.type === "ESModule") - Number(a.type === "ESModule"));
}
