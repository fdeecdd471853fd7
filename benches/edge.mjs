// `cargo xtask bench edge`: what the edge handler promises, counted, and what it costs, measured. On loopback only.
import { existsSync, readFileSync } from "node:fs";
import { creates } from "./edge/creates.mjs";
import { deliveries } from "./edge/deliveries.mjs";
import { forwarding } from "./edge/forwarding.mjs";
import { save } from "./results.mjs";

const PARTS = { creates, deliveries, forwarding };
const ROOT = new URL("../", import.meta.url);

const versionOf = (name) =>
  JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, ROOT))).version;

/** What is known of the parts that are not measured now. */
function others(part) {
  const file = new URL("results/edge.json", import.meta.url);
  const known = existsSync(file) ? JSON.parse(readFileSync(file)) : [];
  return known.filter((row) => row.part !== part);
}

function print(part, rows) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(`\n${part}`);
  for (const { name, value, unit } of rows) console.log(`  ${name.padEnd(width)}  ${value} ${unit}`);
}

// Whoever is interrupted still ends what it has started.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PARTS);
console.log(
  `workerd ${versionOf("workerd")}, by miniflare ${versionOf("miniflare")}; node ${process.version}`,
);
for (const part of chosen) {
  const rows = await PARTS[part]();
  print(part, rows);
  await save("edge", [...others(part), ...rows.map((row) => ({ part, ...row }))]);
}
