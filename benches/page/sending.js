// From a call to the moment at which it calls fetch: all that a client does by itself. In any runtime whose clock runs.
import { ANSWER } from "./orders.js";

const OPTIONS = { baseUrl: "https://shop.example/api" };

/** Takes the place of fetch until it is told to give it back. `sent` is when it was last called. */
export function standIn() {
  const { fetch } = globalThis;
  const state = { sent: NaN, giveBack: () => (globalThis.fetch = fetch) };
  globalThis.fetch = async () => {
    state.sent = performance.now();
    return new Response(ANSWER, { headers: { "content-type": "application/json" } });
  };
  return state;
}

/** Ms for each round of `{ ours, peer }`, which take turns in going first. */
export async function sending(subjects, makeOrder, rounds) {
  const state = standIn();
  const times = { ours: [], peer: [] };
  for (let round = 0; round < rounds; round++) {
    const turns = round % 2 ? ["ours", "peer"] : ["peer", "ours"];
    for (const name of turns) times[name].push(await once(subjects[name], makeOrder(), state));
  }
  state.giveBack();
  return times;
}

async function once({ create }, order, state) {
  const start = performance.now();
  await create(order, OPTIONS);
  return state.sent - start;
}
