// Waits for what happens by itself, asking until it has.
import { setTimeout as pause } from "node:timers/promises";

const EVERY_MS = 25;
const PATIENCE_MS = 20_000;

/** What `look` gives as soon as it is truthy. */
export async function eventually(look, what, patience = PATIENCE_MS) {
  const deadline = Date.now() + patience;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > deadline) throw new Error(`not within ${patience} ms: ${what}`);
    await pause(EVERY_MS);
  }
}
