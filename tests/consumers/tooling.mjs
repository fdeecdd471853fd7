// What a shop's developers run on their own code: test runners with jsdom, and the type checker.
import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { runIn, scriptOf } from "./place.mjs";

const TYPE_TESTS = new URL("../types", import.meta.url).pathname;
/** As many as shop.test.js has: a runner that finds none is content too. */
const ALL_PASSED = /Tests:?\s+7 passed(?:, 7 total| \(7\))/;

const runner = (title, tool, command, nodeOptions = "") => ({
  title,
  tool,
  where: "jsdom, real and fake timers",
  async run({ place }) {
    const project = await place.consumer(["shop-tests", tool]);
    const [name, ...args] = command;
    const env = { NODE_OPTIONS: nodeOptions, NO_COLOR: "1", CI: "1", PLACE: title };
    const { stdout, stderr } = await runIn(
      project,
      process.execPath,
      [await scriptOf(tool, name), ...args],
      env,
    );
    assert.match(stdout + stderr, ALL_PASSED);
  },
});

/** The type tests, resolved as the options say. They hold what must not compile too. */
const types = (title, tool, args) => ({
  title,
  tool,
  where: "TypeScript, strict",
  async run({ place }) {
    const project = await place.consumer([]);
    await cp(TYPE_TESTS, project, { recursive: true });
    await runIn(project, process.execPath, [await scriptOf(tool, "tsc"), ...args]);
  },
});

/** What judges a package by its tarball; a finding of any kind fails. */
const judge = (title, tool, command, args) => ({
  title,
  tool,
  where: "the tarball",
  async run({ place }) {
    const project = await place.consumer([]);
    await runIn(project, process.execPath, [await scriptOf(tool, command), place.tarball, ...args]);
  },
});

const NODE16 = ["--project", "tsconfig.json", "--module", "node16", "--moduleResolution", "node16"];

export const TOOLING = [
  runner("Vitest", "vitest", ["vitest", "run"]),
  runner("Jest", "jest", ["jest"], "--experimental-vm-modules --no-warnings"),
  ...["typescript", "typescript7"].flatMap((tool) => [
    types("types by `node16` resolution, from CommonJS", tool, ["--project", "tsconfig.commonjs.json"]),
    types("types by `bundler` resolution", tool, ["--project", "tsconfig.bundler.json"]),
    types("types by `nodenext` resolution", tool, ["--project", "tsconfig.json"]),
    types("types by `node16` resolution", tool, NODE16),
  ]),
  judge("publint", "publint", "publint", ["--strict"]),
  judge("Are the types wrong?", "@arethetypeswrong/cli", "attw", []),
];
