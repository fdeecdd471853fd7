// Makes what wasm-bindgen and wasm-opt have written smaller: `shrink.mjs FOLDER NAME`.
//
// Each import is named three times, by a name of up to forty characters of which sixteen are a hash that no
// compression can shorten; and so are the snippets that the module calls without the glue's help. The glue is for
// machines, and a page without a bundler loads it as it is; bundled, it takes those snippets in.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const [folder, name] = process.argv.slice(2);
const glue = join(folder, `${name}.js`);
const wasm = join(folder, `${name}_bg.wasm`);
const FEATURES = [
  "bulk-memory",
  "multivalue",
  "mutable-globals",
  "nontrapping-float-to-int",
  "reference-types",
];
const features = [...FEATURES, "sign-ext"].map((feature) => `--enable-${feature}`);

/** a, b, … Z, aa, … */
function letters(index) {
  const ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const rest = Math.floor(index / ALPHABET.length);
  return (rest > 0 ? letters(rest - 1) : "") + ALPHABET[index % ALPHABET.length];
}

function tool(program, args) {
  return execFileSync(resolve("node_modules/.bin", program), args, { encoding: "utf8", maxBuffer: 1 << 28 });
}

let script = readFileSync(glue, "utf8");
const place = `./${name}_bg.js`;
const imported = new Map();
const snippets = new Map();
const shortened = (names, name) => names.get(name) ?? names.set(name, letters(names.size)).get(name);
const text = tool("wasm-dis", [...features, wasm]).replace(
  /\(import "([^"]+)" "([^"]+)"/g,
  (_, from, member) =>
    from === place
      ? `(import "_" "${shortened(imported, member)}"`
      : `(import "${shortened(snippets, from)}" "${member}"`,
);
for (const [member, short] of imported) {
  const spelled = new RegExp(`^(\\s+)${member}(?=:|\\()`, "gm");
  if (!spelled.test(script)) throw new Error(`the glue does not spell ${member}`);
  script = script.replace(spelled, `$1${short}`);
}
script = script.replaceAll(JSON.stringify(place), '"_"');
for (const [from, short] of snippets) {
  // Once for each block of imports: the first will do.
  const handedOver = new RegExp(`^ +"${from}": (\\w+),\\n`, "gm");
  if (!handedOver.test(script)) throw new Error(`the glue does not hand over ${from}`);
  let count = 0;
  script = script.replace(handedOver, (_, name) => (count++ ? "" : `"${short}": ${name},\n`));
}

const disassembled = join(folder, `${name}.wat`);
writeFileSync(disassembled, text);
tool("wasm-as", [...features, disassembled, "--output", wasm]);
const named = join(folder, `${name}.named.js`);
writeFileSync(named, script);
// Whoever loads the module hands it over compiled: what fetches it, the default export, is left behind.
await build({
  stdin: { contents: `export * from "./${name}.named.js";`, resolveDir: resolve(folder) },
  outfile: glue,
  inject: ["src/web/surroundings.js"],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
});
