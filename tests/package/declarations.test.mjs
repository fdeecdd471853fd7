// What the declarations promise is what is there, name by name.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** The names of the values (not of types) that a declaration file exports. */
function declared(file) {
  const path = fileURLToPath(new URL(`../../pkg/${file}`, import.meta.url));
  const program = ts.createProgram([path], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(path));
  const isValue = (symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return Boolean(target.flags & ts.SymbolFlags.Value);
  };
  return checker
    .getExportsOfModule(module)
    .filter(isValue)
    .map((symbol) => symbol.name)
    .sort();
}

for (const [entry, file] of [
  ["jeelpay-checkout", "index.d.ts"],
  ["jeelpay-checkout/edge", "edge.d.ts"],
]) {
  test(`${entry} exports what ${file} declares`, async () => {
    const names = declared(file);
    assert.ok(names.length > 4, "the declarations were found");
    assert.deepEqual(Object.keys(await import(entry)).sort(), names);
  });
}
