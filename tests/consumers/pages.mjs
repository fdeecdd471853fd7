// The storefront pages: how each is built and served, as its users would, and visited in every browser.
import assert from "node:assert/strict";
import { appendFile, cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "../support/port.mjs";
import { startProcess } from "../support/process.mjs";
import { recordErrors } from "../support/thrown/record.js";
import { fromElsewhere } from "./integrity.mjs";
import { runIn, scriptOf } from "./place.mjs";
import { startSite } from "./site.mjs";
import { slimBy } from "./slim.mjs";
import { visit, visitBlocked, visitSwapped } from "./visit.mjs";

/** The README's policy, with the dangerous doors of the DOM locked too. */
const STRICTEST = [
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "img-src data:", // the page's icon
  "require-trusted-types-for 'script'; trusted-types 'none'",
].join("; ");
const BLOCKING = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:";

const ESBUILD = ["esbuild", "main.js", "--bundle", "--minify", "--format=esm", "--outfile=dist/main.js"];
const PARCEL = ["parcel", "build", "index.html", "--no-cache"];
const VITE_SERVER = ["vite", "--port"];
const NEXT_SERVER = ["next", "start", "--port"];

/**
 * `build` and `serve` are commands of the tool; a server is told its port last. What the tool does not serve is served
 * from the folder `root`, with the page around it if the tool made nothing but a script. `prepare` completes the
 * project; `wasm` is the number of files of that kind that the tool must make.
 */
const made = (title, page, how = visit) => ({
  title,
  tool: page.tool,
  run: (context) => inEveryBrowser(title, page, how, context),
});
const dist = { root: "dist" };
const script = { root: "dist", isBare: true };
const unbundled = { sources: ["unbundled"], root: "." };
const slimOfVite = { sources: ["slim", "vite"], prepare: slimBy("Vite, 5 or newer") };

export const PAGES = [
  made("page without a bundler, by import map", unbundled),
  made("the same, each file held to its integrity", { ...unbundled, prepare: fromElsewhere }),
  made(
    "the same, served another file: it is not run",
    { ...unbundled, prepare: fromElsewhere },
    visitSwapped,
  ),
  made("Vite", { tool: "vite5", sources: ["vite"], build: ["vite", "build"], ...dist }),
  made("Vite", { tool: "vite8", sources: ["vite"], build: ["vite", "build"], ...dist }),
  made("Vite's dev server", { tool: "vite5", sources: ["vite"], serve: VITE_SERVER }),
  made("Vite's dev server", { tool: "vite8", sources: ["vite"], serve: VITE_SERVER }),
  made("webpack", { tool: "webpack", sources: ["webpack"], build: ["webpack"], ...script }),
  made("Rollup", { tool: "rollup", sources: ["rollup"], build: ["rollup", "-c"], ...script }),
  made("Parcel", { tool: "parcel", build: PARCEL, ...dist }),
  made("Next.js, rendered on the server", {
    tool: "next",
    sources: ["next"],
    build: ["next", "build"],
    serve: NEXT_SERVER,
  }),
  made("esbuild", { tool: "esbuild", build: ESBUILD, ...script }),
  made("esbuild, under the strictest policy", {
    tool: "esbuild",
    build: ESBUILD,
    ...script,
    policy: STRICTEST,
  }),
  made(
    "esbuild, under a policy that blocks WebAssembly: a coded error",
    { tool: "esbuild", build: ESBUILD, ...script, policy: BLOCKING },
    visitBlocked,
  ),
  made("`slim` without a bundler", { sources: ["slim", "unbundled"], root: ".", prepare: slimBy("none") }),
  made("`slim` by Vite", { tool: "vite5", ...slimOfVite, build: ["vite", "build"], ...dist, wasm: 1 }),
  made("`slim` by Vite", { tool: "vite8", ...slimOfVite, build: ["vite", "build"], ...dist, wasm: 1 }),
  made("`slim` by Vite's dev server", { tool: "vite5", ...slimOfVite, serve: VITE_SERVER }),
  made("`slim` by Vite's dev server", { tool: "vite8", ...slimOfVite, serve: VITE_SERVER }),
  made("`slim` by webpack", {
    tool: "webpack",
    sources: ["slim", "webpack"],
    prepare: slimBy("webpack"),
    build: ["webpack"],
    ...script,
    wasm: 1,
  }),
  made("`slim` by esbuild, under the strictest policy", {
    tool: "esbuild",
    sources: ["slim"],
    prepare: slimBy("esbuild, with `--loader:.wasm=file`"),
    build: [...ESBUILD, "--loader:.wasm=file"],
    ...script,
    policy: STRICTEST,
    wasm: 1,
  }),
];

async function inEveryBrowser(title, page, how, context) {
  const project = await context.place.consumer(["server", "page", ...(page.sources ?? [])]);
  await appendFile(join(project, "probe.js"), `(${recordErrors})(probe.sayThrown);\n`);
  const prepared = await page.prepare?.(project, context);
  const site = { ...prepared, ...(await start(page, project, context)) };
  for (const engine of context.engines) {
    const tab = await engine.open();
    const order = `${title}, ${page.tool}, ${engine.name}`;
    await how(tab, site, { ...context, order }).catch((cause) => {
      throw new Error(`in ${engine.name}: ${cause.message}`, { cause });
    });
    await tab.close();
  }
  const made = await wasmFiles(project);
  assert.equal(made.length, page.wasm ?? 0, `modules beside the script: ${made}`);
}

/** Builds and serves a page with its functions, whose far side is the sandbox. */
async function start(page, project, { handler, sandbox, atEnd }) {
  const root = join(project, page.root ?? ".");
  const headers = page.policy ? { "content-security-policy": page.policy } : {};
  const site = await startSite({ root, handler, headers });
  atEnd(site.stop);
  const env = { SITE: site.url, SANDBOX: sandbox.url, NO_COLOR: "1", NEXT_TELEMETRY_DISABLED: "1" };
  const command = async ([name, ...args]) => [await scriptOf(page.tool, name), ...args];
  await cp(join(project, "probe.js"), join(project, "public/probe.js")); // where Vite and Next.js look for it
  if (page.build) await runIn(project, process.execPath, await command(page.build), env);
  if (page.isBare) await addPage(project, root);
  if (!page.serve) return site;
  const serve = [...(await command(page.serve)), String(await freePort())];
  const server = await startProcess(process.execPath, serve, LOCAL, { cwd: project, env });
  atEnd(server.stop);
  return { url: server.url, said: site.said };
}

/** What Vite and Next.js say when they listen. */
const LOCAL = /Local:\s+(http:\/\/[^\s/]+)/;

async function addPage(project, root) {
  for (const file of ["index.html", "probe.js"]) await cp(join(project, file), join(root, file));
}

/** In what was built, and not in what was installed. */
async function wasmFiles(project) {
  const files = await readdir(project, { recursive: true });
  return files.filter((file) => file.endsWith(".wasm") && !file.startsWith("node_modules/"));
}
