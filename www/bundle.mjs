// Builds the store: its Worker, its page scripts and its style sheet, into one directory.
import { cp, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const common = { bundle: true, format: "esm", logLevel: "warning", target: "es2022" };

/**
 * workerd takes WebAssembly as a module beside the script, never as bytes: the files are copied,
 * the imports kept.
 */
const bundleWorker = (outdir, options) =>
  build({
    ...common,
    entryPoints: [here("worker.js")],
    outdir,
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["workerd", "worker", "import"],
    external: ["cloudflare:*", "node:*"],
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
    ...options,
  });

const bundlePages = (outdir, options) =>
  build({
    ...common,
    entryPoints: ["courses", "school", "thanks"].map((name) => here(`client/${name}.js`)),
    outdir,
    platform: "browser",
    splitting: true,
    minify: true,
    ...options,
  });

const bundleStyles = (outdir) =>
  build({
    ...common,
    entryPoints: [here("styles/store.css")],
    outdir,
    target: ["chrome112", "firefox121", "safari16.4"],
    external: ["/fonts/*"],
    minify: true,
  });

/** The Worker's modules, as miniflare wants them. */
async function modulesIn(directory) {
  const names = await readdir(directory);
  const module = async (name) => ({
    type: name.endsWith(".wasm") ? "CompiledWasm" : "ESModule",
    path: join(directory, name),
    contents: await readFile(join(directory, name)),
  });
  // The first one is where the Worker starts.
  return Promise.all(names.sort((a, b) => Number(b === "worker.js") - Number(a === "worker.js")).map(module));
}

/** `options` go to esbuild, for builds that put something else in place of a module. */
export async function bundleStore(directory, options = {}) {
  const [worker, files] = [join(directory, "worker"), join(directory, "files")];
  await rm(directory, { recursive: true, force: true });
  await mkdir(worker, { recursive: true });
  await cp(here("public"), files, { recursive: true });
  await Promise.all([
    bundleWorker(worker, options),
    bundlePages(join(files, "assets"), options),
    bundleStyles(join(files, "assets")),
  ]);
  return { worker, files, modules: await modulesIn(worker) };
}
