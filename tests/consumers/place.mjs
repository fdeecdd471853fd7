// Where the consumers live: one folder each, with the packed package installed in it and the tools beside all.
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = new URL("../../", import.meta.url).pathname;
const RECORD = join(ROOT, "tests/support/thrown/record.js");
const SOURCES = new URL("projects/", import.meta.url).pathname;
/** Where `cargo xtask` has installed package.json of this folder. */
export const TOOLS = join(ROOT, ".tools/consumers");

/** A build that hangs must not hang the suite. */
const PATIENCE_MS = 180_000;

/** Packs pkg/, and makes consumers of it. */
export async function preparePlace() {
  await mkdir(TOOLS, { recursive: true });
  const dir = await mkdtemp(join(TOOLS, "projects-"));
  const [tarball] = JSON.parse(
    (await run("npm", ["pack", "./pkg", "--json", "--pack-destination", dir], { cwd: ROOT })).stdout,
  );
  let count = 0;
  const installed = await install(dir, join(dir, tarball.filename));
  return {
    tarball: join(dir, tarball.filename),
    /** A consumer of its own, made of folders of projects/. npm has installed the package once; this is a copy. */
    async consumer(sources) {
      const project = join(dir, `consumer-${(count += 1)}`);
      await cp(installed, project, { recursive: true });
      for (const source of sources) await cp(join(SOURCES, source), project, { recursive: true });
      return project;
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}

/** An empty project with the tarball in it, and with what sees the errors that it makes. */
async function install(dir, tarball) {
  const project = join(dir, "installed");
  await cp(join(SOURCES, "empty"), project, { recursive: true });
  await cp(RECORD, join(project, "record.js"));
  const quietly = ["--offline", "--ignore-scripts", "--no-audit", "--no-fund"];
  await run("npm", ["install", ...quietly, tarball], { cwd: project });
  return project;
}

/** Runs a program in a project, and gives what it printed. */
export async function runIn(project, program, args, env = {}) {
  const options = { cwd: project, timeout: PATIENCE_MS, env: { ...process.env, ...env } };
  try {
    return await run(program, args, options);
  } catch (error) {
    throw new Error(`${error.message}\n${error.stdout}`, { cause: error });
  }
}

/** The script of an installed tool's command, for Node to run. Two versions of a tool have one command name. */
export async function scriptOf(tool, command) {
  const { bin } = await manifestOf(tool);
  return join(TOOLS, "node_modules", tool, typeof bin === "string" ? bin : bin[command]);
}

export async function versionOf(tool) {
  return (await manifestOf(tool)).version;
}

async function manifestOf(tool) {
  return JSON.parse(await readFile(join(TOOLS, "node_modules", tool, "package.json"), "utf8"));
}
