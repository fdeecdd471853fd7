// The package as a stranger gets it: packed, and installed into an empty project far from this tree.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = new URL("../../", import.meta.url).pathname;

/** Packs pkg/, installs it offline, and tells where, and which files the tarball holds. */
export async function installPacked() {
  const dir = await mkdtemp(join(tmpdir(), "jeelpay-checkout-consumer-"));
  const pack = ["pack", "./pkg", "--json", "--pack-destination", dir];
  const [{ filename, files }] = JSON.parse((await run("npm", pack, { cwd: ROOT })).stdout);
  await writeFile(join(dir, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const install = ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund"];
  await run("npm", [...install, join(dir, filename)], { cwd: dir });
  return {
    dir,
    files: files.map((file) => file.path).sort(),
    /** Runs a module of the project in Node, and gives what it printed. */
    async node(source, args = []) {
      await writeFile(join(dir, "main.mjs"), source);
      const { stdout, stderr } = await run(process.execPath, ["main.mjs", ...args], { cwd: dir });
      return { stdout, stderr };
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
