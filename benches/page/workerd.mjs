// In the real workerd: from a call to its answer, which is there at once.
import { startWorker } from "../../tests/support/worker.mjs";
import { inTurn } from "./compare.mjs";
import { items } from "./items.mjs";

/** In all the calls of one request: as many as are worth timing from outside. */
const ITEMS_PER_REQUEST = 10_000;
/** A round is made of many calls, and less noisy for it. */
const FEWER_ROUNDS = 3;

export async function workerd() {
  const worker = await startWorker(new URL("worker.js", import.meta.url).pathname);
  try {
    const ask = async (body) => {
      const start = performance.now();
      const reply = await fetch(worker.url, { method: "POST", body: JSON.stringify(body) });
      if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`);
      return performance.now() - start;
    };
    /** Without what making the orders takes, and the way there. */
    const perCall = async (side, count) => {
      const calls = ITEMS_PER_REQUEST / count;
      const request = { side, items: count, calls };
      const overhead = await ask({ ...request, only: "orders" });
      return ((await ask(request)) - overhead) / calls;
    };
    return await items("workerd", (count, rounds) =>
      inTurn(Math.ceil(rounds / FEWER_ROUNDS), (side) => perCall(side, count)),
    );
  } finally {
    await worker.stop();
  }
}
