// A bundle as Vercel's edge takes it: what it imports as `.wasm?module` was compiled at deployment, and neither bytes
// nor text may be compiled at run time.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import assert from "node:assert/strict";
import { build } from "esbuild";
import { TOOLS } from "./place.mjs";

const { EdgeVM } = createRequire(join(TOOLS, "package.json"))("@edge-runtime/vm");
const CONDITIONS = ["edge-light", "worker", "import"];

export async function runInEdgeLight(project, asked) {
  const { script, modules } = await bundle(project);
  assert.equal(modules.length, 2, "both modules, each once");
  const compiled = await Promise.all(modules.map(async (path) => WebAssembly.compile(await readFile(path))));
  const vm = new EdgeVM({
    codeGeneration: { strings: false, wasm: false },
    extend: (globals) =>
      Object.assign(globals, {
        deployed: Object.fromEntries(modules.map((path, index) => [path, compiled[index]])),
      }),
  });
  assert.equal(vm.evaluate("typeof process"), "undefined", "nothing of Node's is there");
  vm.evaluate(script);
  return JSON.parse(
    await vm.evaluate(`worker.default.fetch(new Request("http://edge.example/", {
    method: "POST", body: ${JSON.stringify(JSON.stringify(asked))} })).then((reply) => reply.text())`),
  );
}

async function bundle(project) {
  const modules = [];
  const deployed = {
    name: "modules compiled at deployment",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => ({
        path: join(resolveDir, path.replace("?module", "")),
        namespace: "deployed",
      }));
      onLoad({ filter: /./, namespace: "deployed" }, ({ path }) => {
        modules.push(path);
        return { contents: `export default deployed[${JSON.stringify(path)}]` };
      });
    },
  };
  const { outputFiles } = await build({
    entryPoints: [join(project, "worker.js")],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "worker",
    conditions: CONDITIONS,
    plugins: [deployed],
  });
  return { script: outputFiles[0].text, modules };
}
