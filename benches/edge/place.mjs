// Where the worker is started from, and where it keeps its orders meanwhile.
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const SERVE = new URL("serve.mjs", import.meta.url).pathname;

const firstOf = (...folders) => folders.find((folder) => existsSync(folder)) ?? tmpdir();

/** Where no disk is measured, if there is such a place. */
export const inMemory = (work) => within(firstOf("/dev/shm"), work);

/** What is to outlive a kill is written to a disk, which tmpdir() need not be. */
export const onDisk = (work) => within(firstOf("/var/tmp"), work);

async function within(base, work) {
  const folder = await mkdtemp(join(base, "jeelpay-bench-"));
  try {
    return await work(folder);
  } finally {
    // What was killed may be a moment in going.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
