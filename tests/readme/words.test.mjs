// What the README lists: all of it exists, and nothing is missing.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";
import { blockOf, FILES, section } from "./readme.mjs";

const ROOT = new URL("../../", import.meta.url).pathname;
const run = promisify(execFile);

test("every file that the README writes is run by a test", () => {
  const ofTheShop = ["page.js", "worker.js", "wrangler.toml", ".dev.vars", "thanks.js", "webhook.js"];
  const ofConsumers = ["slim.js", "import-map.html"];
  assert.deepEqual(FILES, [...ofTheShop, ...ofConsumers]);
});

test("the table of errors names every code, once", async () => {
  const types = await readFile(`${ROOT}pkg/index.d.ts`, "utf8");
  const [, union] = /export type ErrorCode =(.*?);\n/s.exec(types);
  const typed = [...union.matchAll(/\| "(\w+)"/g)].map(([, code]) => code);
  const rows = section("Errors")
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  const told = rows.flatMap((row) => [...row.split("|")[1].matchAll(/`(\w+)`/g)].map(([, code]) => code));
  assert.ok(typed.length > 0);
  assert.deepEqual(told.toSorted(), typed.toSorted());
});

test("the two commands are commands of xtask", async () => {
  const commands = [...blockOf("Two commands").matchAll(/^cargo xtask (\w+) /gm)].map(([, name]) => name);
  assert.deepEqual(commands, ["demo", "test"]);
  for (const command of commands) {
    // It gets as far as its arguments: a command that there is not is refused before them.
    const refused = run("cargo", ["xtask", command, "no-such-argument"], { cwd: ROOT });
    await assert.rejects(
      refused,
      ({ stderr }) => /no-such-argument/.test(stderr) && !/no command/.test(stderr),
    );
  }
});
