// Writes pkg/gen/*.d.cts: the declarations once more, for callers in CommonJS. TypeScript takes a file's kind from its
// name, and would refuse them an ES module that Node gives them.
import { readFileSync, writeFileSync } from "node:fs";

for (const name of ["index", "edge", "slim", "cloudflare", "wasm"]) {
  const declarations = readFileSync(`pkg/${name}.d.ts`, "utf8");
  writeFileSync(`pkg/gen/${name}.d.cts`, declarations.replace(/(?<=from "\.\/\w+)\.js(?=")/g, ".cjs"));
}
