// In Node: from import() to the first request in a new process, from a call to the request, and many items.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { inTurn, medians } from "./compare.mjs";
import { bundle } from "./entries.mjs";
import { items } from "./items.mjs";
import { complete, draft } from "./orders.js";
import { sending } from "./sending.js";

const run = promisify(execFile);
const COLD_ROUNDS = 15;
const CALLS = 60;

export async function node() {
  const folder = await mkdtemp(join(tmpdir(), "jeelpay-bench-"));
  try {
    const files = {};
    for (const side of ["ours", "peer"]) {
      files[side] = join(folder, `${side}.mjs`);
      await writeFile(
        files[side],
        await bundle(`export * from "./benches/page/${side}.js"`, { platform: "node" }),
      );
    }
    const [ours, peer] = await Promise.all([import(files.ours), import(files.peer)]);
    const send = (order, rounds) => sending({ ours, peer }, order, rounds);
    return [
      medians(
        "import() to first request, cold, Node",
        await inTurn(COLD_ROUNDS, (side) => cold(files[side])),
      ),
      medians("call to request, Node", await send(draft, CALLS)),
      ...(await items("Node", (count, rounds) => send(() => complete(count), rounds))),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Ms from import() to the first request, in a process of its own. */
async function cold(file) {
  const script = new URL("cold.mjs", import.meta.url).pathname;
  const { stdout } = await run(process.execPath, [script, pathToFileURL(file).href]);
  return Number(stdout);
}
