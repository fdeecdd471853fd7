// `cargo xtask bench edge`: what the edge handler promises, counted, and what it costs, measured. On loopback only.
import { readFileSync } from "node:fs";
import { creates } from "./edge/creates.mjs";
import { deliveries } from "./edge/deliveries.mjs";
import { forwarding } from "./edge/forwarding.mjs";
import { save } from "./results.mjs";

const PARTS = { creates, deliveries, forwarding };
const ROOT = new URL("../", import.meta.url);

const versionOf = (name) =>
  JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, ROOT))).version;

function print(part, rows) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(`\n${part}`);
  for (const { name, value, unit } of rows) console.log(`  ${name.padEnd(width)}  ${value} ${unit}`);
}

// Whoever is interrupted still ends what it has started.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PARTS);
const results = [];
console.log(
  `workerd ${versionOf("workerd")}, by miniflare ${versionOf("miniflare")}; node ${process.version}`,
);
for (const part of chosen) {
  const rows = await PARTS[part]();
  print(part, rows);
  results.push(...rows.map((row) => ({ part, ...row })));
}
if (chosen.length === Object.keys(PARTS).length) await save("edge", results);
