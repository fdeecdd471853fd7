// Servers and edges: the same calls in each, against the sandbox.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { arch } from "node:os";
import { join } from "node:path";
import { keepThrown } from "../support/transcript.mjs";
import { startWorker } from "../support/worker.mjs";
import { runInEdgeLight } from "./edge-light.mjs";
import { runIn, TOOLS } from "./place.mjs";

const DENO = join(TOOLS, "node_modules/deno/bin.cjs");
const RUN_BY_DENO = ["run", "--quiet", "--no-prompt", "--allow-net=127.0.0.1", "--allow-read=."];
/** Without the script that npm would run after installing it, its program is where its package has it. */
const BUN = join(
  TOOLS,
  "node_modules/@oven",
  `bun-linux-${arch() === "arm64" ? "aarch64" : "x64"}`,
  "bin/bun",
);

const MINIFLARE = new URL("../../node_modules/miniflare/package.json", import.meta.url);
const { version: miniflareVersion } = JSON.parse(await readFile(MINIFLARE, "utf8"));

/** Each `start` is given a project, and what the calls need to know; it gives what they told. */
const runtime = (title, where, start, known) => ({
  title,
  where,
  ...known,
  run: (context) => use(`${title} in ${where}`, start, context),
});

export const RUNTIMES = [
  runtime("ES module", "Node", script(process.execPath, ["main.mjs"]), { version: "20 or newer" }),
  runtime("`require`", "Node", script(process.execPath, ["main.cjs"]), { version: "20.19, 22.12 or newer" }),
  runtime("ES module", "Deno", script(DENO, [...RUN_BY_DENO, "main.mjs"]), { tool: "deno" }),
  runtime("ES module in a Web Worker", "Deno", script(DENO, [...RUN_BY_DENO, "main-thread.mjs"]), {
    tool: "deno",
  }),
  runtime("ES module", "Bun", script(BUN, ["main.mjs"]), { tool: "bun" }),
  runtime("ES module in a Web Worker", "Bun", script(BUN, ["main-thread.mjs"]), { tool: "bun" }),
  runtime("worker", "workerd, by Miniflare", inWorkerd, { version: miniflareVersion }),
  runtime("bundle for edge-light", "Edge Runtime", runInEdgeLight, { tool: "@edge-runtime/vm" }),
];

async function use(title, start, { place, sandbox, version }) {
  const project = await place.consumer(["server"]);
  const told = await start(project, { sandbox: sandbox.url, name: title });
  keepThrown(title, told.thrown);
  assert.equal(told.version, version);
  assert.deepEqual([told.status, told.event, told.refusal], [200, "checkout", [true, "invalid_request"]]);
  for (const [index, id] of told.checkouts.entries()) {
    const { request } = await sandbox.checkout(id);
    assert.equal(request.reference_id, `${title}, ${["client", "handler"][index]}`);
  }
}

function script(program, args) {
  return async (project, { sandbox, name }) => {
    const { stdout, stderr } = await runIn(project, program, [...args, sandbox, name]);
    assert.equal(stderr, "", "nothing is said");
    return JSON.parse(stdout);
  };
}

async function inWorkerd(project, asked) {
  const worker = await startWorker(join(project, "worker.js"));
  try {
    const reply = await fetch(worker.url, { method: "POST", body: JSON.stringify(asked) });
    assert.equal(reply.status, 200, await reply.clone().text());
    return await reply.json();
  } finally {
    await worker.stop();
  }
}
