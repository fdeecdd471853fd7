// The table of sizes puts bytes where they belong.
import assert from "node:assert/strict";
import { test } from "node:test";
import binaryen from "binaryen";
import { crateOf, plainName, roomOf } from "../../benches/size/crates.mjs";
import { functions, sections } from "../../benches/size/wasm.mjs";

function compile(text) {
  const module = binaryen.parseText(text);
  binaryen.setDebugInfo(true);
  try {
    return module.emitBinary();
  } finally {
    module.dispose();
  }
}

test("functions have their names, whatever is imported before them", () => {
  const bytes = compile(`(module
    (import "env" "memory" (memory 1 2))
    (import "env" "table" (table 1 funcref))
    (import "env" "limit" (global i32))
    (import "env" "log" (func $log (param i32)))
    (func $short (export "short"))
    (func $long (export "long") (call $log (i32.const 1)) (call $log (i32.const 2)))
  )`);
  const [short, long, ...more] = functions(bytes);
  assert.deepEqual([short.name, long.name, more], ["short", "long", []]);
  assert.deepEqual([short.end - short.start, long.end - long.start], [3, 11]);
});

test("sections follow each other to the module's end", () => {
  const bytes = compile('(module (memory 1) (data (i32.const 0) "text") (func $f (export "f")))');
  const all = sections(bytes);
  assert.deepEqual(
    all.slice(1).map(({ start }) => start),
    all.slice(0, -1).map(({ end }) => end),
  );
  assert.equal(all.at(-1).end, bytes.length);
  assert.ok(all.some(({ name }) => name === "data") && all.some(({ name }) => name === "name"));
});

test("a function is of the crate that it is written in, or that drops what it owns", () => {
  for (const [name, crate] of [
    ["jeelpay_checkout::json::write::h0d9e75b066e44228", "jeelpay_checkout"],
    ["<alloc[3ca501edff3f0c7c]::string::String>::push", "alloc"],
    ["<jeelpay_checkout::web::host::WebHost as jeelpay_checkout::client::Host>::send", "jeelpay_checkout"],
    ["core::ptr::drop_in_place<jeelpay_checkout::value::Value>::h5b109f9257ed1dc6", "jeelpay_checkout"],
    ["<char>::is_alphanumeric", "core"],
    ["__rustc[b7974e8690430dd9]::__rdl_dealloc", "runtime"],
    ["memcmp", "runtime"],
  ]) {
    assert.equal(crateOf(name), crate, name);
  }
  assert.equal(roomOf("jeelpay_checkout::web::read::Reader::value"), "jeelpay_checkout::web::read");
  assert.equal(plainName("<core[c5930c85a12de822]::fmt::Formatter>::pad"), "<core::fmt::Formatter>::pad");
});
