// `cargo xtask bench size`: where each kilobyte goes that a page downloads.
import { readFile } from "node:fs/promises";
import { weights } from "./page/entries.mjs";
import { save } from "./results.mjs";
import { moduleRows } from "./size/module.mjs";
import { scriptRows } from "./size/script.mjs";

function print(title, rows, columns) {
  console.log(`\n${title}`);
  console.log(`  ${columns.map((column) => column.padStart(8)).join("")}`);
  for (const { name, ...row } of rows) {
    console.log(`  ${columns.map((column) => String(row[column]).padStart(8)).join("")}  ${name}`);
  }
}

const { ours } = await weights();
const entries = Object.entries(ours).map(([name, brotli]) => ({ name, brotli }));
const script = await scriptRows();
// The module with the names of its functions, which the published one lacks.
const module = moduleRows(await readFile(process.env.JEELPAY_NAMED_WASM));

print("entries, as downloaded", entries, ["brotli"]);
print("the script, by file, minified", script, ["bytes"]);
console.log("\nBelow, brotli is what the module's download loses without the part.");
print("the module, by section", module.sections, ["bytes", "brotli"]);
print("its code, by crate and room", module.crates, ["bytes", "brotli"]);
print("its largest functions", module.functions, ["bytes"]);
await save("size", { entries, script, ...module });
