// The workflow that publishes, which runs only when a version is tagged: what can be known of it before.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

const ROOT = new URL("../..", import.meta.url).pathname;
const WORKFLOW = await readFile(join(ROOT, ".github/workflows/publish.yml"), "utf8");
const JOBS = Object.fromEntries(
  WORKFLOW.split(/^ {2}(?=\w+:$)/m)
    .slice(1)
    .map((job) => [job.split(":")[0], job]),
);
const MAY_PUBLISH = /id-token: write/;

let dir;
before(async () => {
  dir = await mkdtemp(join(tmpdir(), "jeelpay-publish-"));
  await cp(join(ROOT, "pkg/package.json"), join(dir, "pkg/package.json"));
});
after(() => rm(dir, { recursive: true, force: true }));

const manifest = async (root) => JSON.parse(await readFile(join(root, "pkg/package.json"), "utf8"));

/** Runs the step of this name as the runner does, below a copy of what it touches. */
function step(name, env) {
  const [, folder = ".", command] =
    new RegExp(`- name: ${name}.*\\n(?: +working-directory: (.+)\\n)? +run: (.+)\\n`).exec(WORKFLOW) ?? [];
  assert.ok(command, `there is a step "${name}"`);
  return promisify(execFile)("sh", ["-e", "-c", command], {
    cwd: join(dir, folder),
    env: { ...process.env, ...env },
  });
}

test("actions of others are pinned to commits, with the version that each is", () => {
  const uses = WORKFLOW.match(/uses: .*/g);
  assert.ok(uses.length > 3);
  for (const use of uses) assert.match(use, /^uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test("what may publish runs nothing of the repository, and of its dependencies", () => {
  const [publisher, ...others] = Object.keys(JOBS).filter((name) => MAY_PUBLISH.test(JOBS[name]));
  assert.deepEqual([publisher, others], ["publish", []]);
  assert.doesNotMatch(JOBS.publish, /checkout@|npm (?:ci|install)|cargo|node -|npx/);
  assert.match(WORKFLOW, /^permissions: \{\}$/m, "nobody has what is not given below");
  assert.doesNotMatch(WORKFLOW, /secrets\.|TOKEN/, "there is no token");
});

test("what is packed is what was tested, and what is published is what was packed", () => {
  assert.match(JOBS.pack, /JEELPAY_NIGHTLY: "1".*run: cargo xtask test\n.*run: npm pack \.\/pkg\n/s);
  assert.match(JOBS.publish, /needs: pack\n.*run: npm publish \.\/jeelpay-checkout-\*\.tgz --provenance /s);
});

test("a tag that is not the version is refused", async () => {
  const { version } = await manifest(ROOT);
  await step("The tag is the version", { GITHUB_REF_NAME: `v${version}` });
  await assert.rejects(step("The tag is the version", { GITHUB_REF_NAME: "v9.9.9" }));
});

test("the manifest is told the repository, and nothing else is changed", async () => {
  await step("The manifest names the repository", {
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "owner/name",
  });
  const { repository, ...rest } = await manifest(dir);
  const url = "git+https://github.com/owner/name.git";
  assert.deepEqual(repository, { type: "git", url, directory: "pkg" });
  assert.deepEqual(rest, await manifest(ROOT));
});
