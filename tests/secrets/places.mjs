// Where the package is run in each suite, and throws: a recorder that hears nothing there finds nothing.

const CONSUMERS = [
  "page in Chrom",
  "page in Firefox",
  "page in Safari",
  "ES module in Node",
  "`require` in Node",
  "ES module in Deno",
  "ES module in a Web Worker in Deno",
  "ES module in Bun",
  "ES module in a Web Worker in Bun",
  "worker in workerd, by Miniflare",
  "bundle for edge-light in Edge Runtime",
  "Vitest",
  "Jest",
];

/** By suite; each line of what was thrown begins with one of its places. */
export const PLACES = {
  "wasm-node": ["module"],
  "wasm-browser": ["module"],
  edge: ["Chromium", "Node", "workerd"],
  package: ["Chromium", "Node"],
  hostile: ["Chromium", "Node"],
  runtimes: ["workerd"],
  faults: ["Chromium", "Node", "workerd"],
  consumers: CONSUMERS,
  readme: ["Chromium", "workerd"],
  e2e: ["Chromium", "workerd"],
};
