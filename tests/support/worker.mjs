// Workers in the real workerd, bundled in the way wrangler bundles them.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { build } from "esbuild";
import { Miniflare } from "miniflare";

const COMPATIBILITY_DATE = "2026-04-21";
const CONDITIONS = ["workerd", "worker", "browser"];

/**
 * Starts a module worker on a free port.
 *
 * @param {string} entry path of the worker's main file
 * @param {{ bindings?: Record<string, unknown> }} [options]
 */
export async function startWorker(entry, { bindings = {} } = {}) {
  const miniflare = new Miniflare({
    modules: await bundleWorker(entry),
    modulesRoot: "/",
    compatibilityDate: COMPATIBILITY_DATE,
    bindings,
    host: "127.0.0.1",
    port: 0,
  });
  const url = (await miniflare.ready).origin;
  return { url, stop: () => miniflare.dispose() };
}

/** The worker as one script, and beside it the wasm modules that it imports. */
export async function bundleWorker(entry) {
  const wasmModules = new Map();
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: CONDITIONS,
    external: ["cloudflare:*", "node:*"],
    plugins: [compiledWasm(wasmModules)],
  });
  const script = { type: "ESModule", path: "/worker.mjs", contents: outputFiles[0].text };
  return [script, ...wasmModules.values()];
}

/** workerd compiles wasm only when the worker is uploaded, so the files stay files and imports of them stay imports. */
function compiledWasm(modules) {
  return {
    name: "compiled-wasm",
    setup({ onResolve, resolve: resolvePath }) {
      onResolve({ filter: /\.wasm(\?module)?$/ }, async ({ path, resolveDir, kind, pluginData }) => {
        if (pluginData === modules) return undefined; // our own question, below
        const plain = path.replace(/\?module$/, "");
        const file = plain.startsWith(".")
          ? resolve(resolveDir, plain)
          : (await resolvePath(plain, { resolveDir, kind, pluginData: modules })).path;
        const contents = await readFile(file);
        const hash = createHash("sha256").update(contents).digest("hex").slice(0, 16);
        const name = `${hash}-${basename(file)}`;
        modules.set(name, { type: "CompiledWasm", path: `/${name}`, contents });
        return { path: `./${name}`, external: true };
      });
    },
  };
}
