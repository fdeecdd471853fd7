// `cargo xtask bench page`: this package beside what a page would be made of without it, in one run. The machine may be
// busy: read the ratios, not the times.
import { bytes } from "./page/bytes.mjs";
import { clicks } from "./page/clicks.mjs";
import { load } from "./page/load.mjs";
import { manyItems } from "./page/many-items.mjs";
import { node } from "./page/node.mjs";
import { workerd } from "./page/workerd.mjs";
import { save, saved } from "./results.mjs";

const PARTS = { bytes, load, clicks, items: manyItems, node, workerd };

function print(rows) {
  for (const { name, ours, peer, unit, ratio } of rows) {
    const sides = [ours, peer].map((value) => String(value).padStart(10)).join("");
    console.log(`${sides} ${unit.padEnd(12)} × ${ratio.toFixed(2)}   ${name}`);
  }
}

// Whoever is interrupted still ends what it has started.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

const parts = process.argv.slice(2);
const results = [];
console.log(`${"ours".padStart(10)}${"peer".padStart(10)}`);
for (const part of parts.length > 0 ? parts : Object.keys(PARTS)) {
  const rows = await PARTS[part]();
  print(rows);
  results.push(...rows);
}
// A run of some parts renews what they have measured; one of all parts, everything.
await save("page", parts.length > 0 ? renewed(await saved("page"), results) : results);

function renewed(previous, rows) {
  const byName = (list) => list.map((row) => [row.name, row]);
  return [...new Map([...byName(previous), ...byName(rows)]).values()];
}
