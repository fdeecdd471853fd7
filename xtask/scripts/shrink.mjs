// Makes what wasm-bindgen has written smaller: `shrink.mjs FOLDER NAME names|no-names [UNUSED…]`. The last are what the
// names of functions begin with that nothing calls, although the module's table holds them.
//
// Names that only machines read: each import is named three times, by a name of up to forty characters of which sixteen
// are a hash that no compression can shorten, and so are the exports. The glue is for machines, and a page without a
// bundler loads it as it is; bundled, it takes in the snippets that the module calls.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const [folder, name, names, ...unused] = process.argv.slice(2);
const glue = join(folder, `${name}.js`);
const wasm = join(folder, `${name}_bg.wasm`);

/** Named one by one: with all of them, wasm-opt writes modules that no released engine loads. */
const FEATURES = [
  "bulk-memory",
  "multivalue",
  "mutable-globals",
  "nontrapping-float-to-int",
  "reference-types",
  "sign-ext",
].map((feature) => `--enable-${feature}`);
/**
 * Again and again, because what flat code makes possible is found in one round and used in the next. The lowest kilobyte
 * of the memory is the far end of the stack, to which no address is computed.
 */
const PASSES = ["-Oz", "--low-memory-unused", "--flatten", "--rereloop", "-Oz", "-Oz", "--converge"];

function tool(program, args) {
  return execFileSync(resolve("node_modules/.bin", program), args, { encoding: "utf8", maxBuffer: 1 << 28 });
}

/** a, b, … Z, aa, … */
function letters(index) {
  const ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const rest = Math.floor(index / ALPHABET.length);
  return (rest > 0 ? letters(rest - 1) : "") + ALPHABET[index % ALPHABET.length];
}

const shorten = (short, name) => short.get(name) ?? short.set(name, letters(short.size)).get(name);

/** Everything here is written by one release of one tool: what is not found is a mistake of ours. */
function replace(text, pattern, replacement) {
  const replaced = text.replace(pattern, replacement);
  if (replaced === text) throw new Error(`nothing there is ${pattern}`);
  return replaced;
}

let script = readFileSync(glue, "utf8");
let text = tool("wasm-dis", [...FEATURES, wasm]);
// What linkers put where a function is called with other arguments than it takes: it traps.
if (text.includes("signature_mismatch")) throw new Error("a function is called with another signature");

// All that is imported comes out of one object, under short names.
const place = `./${name}_bg.js`;
const imported = new Map();
const direct = new Map();
text = replace(text, /\(import "([^"]+)" "([^"]+)"/g, (_, from, member) => {
  if (imported.has(member)) throw new Error(`two imports are called ${member}`);
  if (from !== place) direct.set(member, from);
  return `(import "_" "${shorten(imported, member)}"`;
});
for (const [member, short] of imported) {
  if (!direct.has(member)) script = replace(script, new RegExp(`^( {8})${member}(?=: )`, "m"), `$1${short}`);
}
script = script.replaceAll(JSON.stringify(place), '"_"');
if (direct.size > 0) {
  script = replace(script, /^import \* as \w+ from .*\n/gm, "");
  script = replace(script, /^ +"\.\/snippets\/.*\n/gm, "");
}
const members = [...direct.keys()].map((member) => `        ${imported.get(member)}: ${member},\n`);
script = replace(script, /^ {8}__proto__: null,\n(?= {8}\w+: function)/m, (line) => line + members.join(""));
script =
  [...direct].map(([member, from]) => `import { ${member} } from ${JSON.stringify(from)};\n`).join("") +
  script;

// What `load.js` has no use for: other ways of handing the module over; engines of before 2020; and a way of writing
// texts that is quicker for short ones and several times as long.
script = replace(
  script,
  /(?<=function initSync\(module\) \{\n)[^]*?(?=\n    const instance)/,
  () => `
    if (wasm !== undefined) return wasm;
    const imports = __wbg_get_imports();
    ({ module } = module);`,
);
script = replace(script, /\nif \(!\('encodeInto' in cachedTextEncoder\)\) \{[^]*?\n\}\n/, "");
script = replace(
  script,
  /(?<=function passStringToWasm0\(arg, malloc)(?:, realloc)(\) \{\n) {4}if \(realloc === undefined\) \{\n([^]*?) {4}\}\n[^]*?(?=\n\}\n)/,
  (_, start, body) => start + body,
);
script = replace(script, /(?<=passStringToWasm0\(\w+, wasm\.\w+), wasm\.\w+(?=\))/g, "");

// One of the exports the module looks for by its name; others nobody does.
const KEPT = "step";
const exported = new Map([[KEPT, KEPT]]);
script = replace(script, new RegExp(`^export function ${KEPT}\\([^]*?^\\}\\n`, "m"), "");
script = replace(script, /\bwasm\.(\w+)/g, (_, name) => `wasm.${shorten(exported, name)}`);
text = replace(text, /\n \(export "([^"]+)" (.*)/g, (_, name, what) =>
  exported.has(name) ? `\n (export "${exported.get(name)}" ${what}` : "",
);

// Descriptions that only wasm-bindgen reads have put closures into the table that nobody makes; and with them goes
// what only they call. Before wasm-opt, which gives functions with one body one of their names.
for (const start of unused) {
  const isUnused = (name) => name.replace(/[$"]|\[[0-9a-f]+\]/g, "").startsWith(start);
  text = replace(text, /(?<=\n \(elem .*)\$(?:"(?:[^"\\]|\\.)*"|[^\s()"]+)/g, (one) =>
    isUnused(one) ? "$unused" : one,
  );
}
text = replace(text, /\n \(elem /, "\n (func $unused (unreachable))\n (elem ");

const disassembled = join(folder, `${name}.wat`);
writeFileSync(disassembled, text);
tool("wasm-as", [...FEATURES, "--debuginfo", disassembled, "--output", wasm]);
const kept = names === "names" ? ["--debuginfo"] : ["--strip-debug"];
tool("wasm-opt", [...FEATURES, "--strip-target-features", ...PASSES, ...kept, wasm, "--output", wasm]);

const isCalled = new Set(
  WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(wasm))).map(({ name }) => name),
);
for (const short of imported.values()) {
  if (isCalled.has(short)) continue;
  script = replace(script, new RegExp(`^ {8}${short}: function.*\\n(?:.*\\n)*?^ {8}\\}.*,\\n`, "m"), "");
}

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
