// Validating and serialising many items, wherever `run(count, rounds)` does it: rows for each count, and the growth.
import { growth, medians } from "./compare.mjs";

/** Items, and how often: enough for a median that stays where it is. */
const ROUNDS = { 10: 40, 1_000: 25, 10_000: 15 };

export async function items(place, run) {
  const times = {};
  for (const [count, rounds] of Object.entries(ROUNDS)) times[count] = await run(Number(count), rounds);
  const named = (count) => `${Number(count).toLocaleString("en")} items, ${place}`;
  return [
    ...Object.entries(times).map(([count, both]) => medians(named(count), both)),
    growth(`growth from 1,000 to 10,000 items, ${place}`, [1_000, 10_000], times),
  ];
}
