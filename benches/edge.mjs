// `cargo xtask bench edge`: what the edge handler promises, counted, and what it costs, measured. On loopback only.
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { creates } from "./edge/creates.mjs";
import { deliveries } from "./edge/deliveries.mjs";
import { forwarding } from "./edge/forwarding.mjs";

const PARTS = { creates, deliveries, forwarding };
const ROOT = new URL("../", import.meta.url);

const versionOf = (name) =>
  JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, ROOT))).version;

function machine() {
  const cores = cpus();
  return [
    ["machine", `${cores.length} cores, ${cores[0]?.model.trim() ?? "unknown"}`],
    ["node", process.version],
    ["workerd", `${versionOf("workerd")}, by miniflare ${versionOf("miniflare")}`],
    ["jeelpay-checkout", versionOf("jeelpay-checkout")],
  ];
}

function print(title, rows) {
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log(`\n${title}`);
  for (const [name, value] of rows) console.log(`  ${name.padEnd(width)}  ${value}`);
}

// Whoever is interrupted still ends what it has started.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PARTS);
print("edge", machine());
for (const part of chosen) print(part, await PARTS[part]());
