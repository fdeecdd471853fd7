// Where the worker is started from, and where it keeps its orders meanwhile.
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const SERVE = new URL("serve.mjs", import.meta.url).pathname;

/** In memory where there is such a folder: it outlives a killed process, and no disk is measured. */
const BASE = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

export async function withFolder(work) {
  const folder = await mkdtemp(join(BASE, "jeelpay-bench-"));
  try {
    return await work(folder);
  } finally {
    // What was killed may be a moment in going.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
