// Where the worker is started from, and where it keeps its orders meanwhile.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const SERVE = new URL("serve.mjs", import.meta.url).pathname;

export async function withFolder(work) {
  const folder = await mkdtemp(join(tmpdir(), "jeelpay-bench-"));
  try {
    return await work(folder);
  } finally {
    // What was killed may be a moment in going.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
