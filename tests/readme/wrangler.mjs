// `npx wrangler dev`, which the README tells its reader to run, in the reader's folder.
import { createRequire } from "node:module";
import { join } from "node:path";
import { startProcess } from "../support/process.mjs";

const WRANGLER = createRequire(import.meta.url).resolve("wrangler/bin/wrangler.js");
const READY = /Ready on (http:\S+)/;

/** It asks nobody on the network, and leaves nothing outside of the folder. */
const quietly = (dir) => ({
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_LOG_PATH: join(dir, "logs"),
  WRANGLER_REGISTRY_PATH: join(dir, "registry"),
  WRANGLER_SEND_METRICS: "false",
});

/** Starts the worker of a folder. `logged` is what has been written so far, line by line. */
export async function startWrangler(dir) {
  const logged = [];
  const args = [WRANGLER, "dev", "--ip", "127.0.0.1", "--port", "0"];
  const options = { cwd: dir, env: quietly(dir), hear: (line) => logged.push(line) };
  return { logged, ...(await startProcess(process.execPath, args, READY, options)) };
}
