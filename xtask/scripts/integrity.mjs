// Writes pkg/gen/integrity.json: what a page that loads the package from elsewhere can hold each file to.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { build } from "esbuild";

const MODULE = "pkg/gen/checkout_bg.wasm";

const { metafile } = await build({
  entryPoints: ["pkg/index.js", "pkg/slim.js"],
  bundle: true,
  write: false,
  format: "esm",
  metafile: true,
  outdir: "unwritten",
});
const files = [...Object.keys(metafile.inputs), MODULE].sort();
const integrity = files.map((file) => [
  relative("pkg", file),
  `sha384-${createHash("sha384").update(readFileSync(file)).digest("base64")}`,
]);
writeFileSync("pkg/gen/integrity.json", `${JSON.stringify(Object.fromEntries(integrity), null, 2)}\n`);
