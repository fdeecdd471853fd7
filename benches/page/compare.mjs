// Samples of both sides, and what is said of them.

/** Runs `sample(side)` so often for each side, which take turns in going first. */
export async function inTurn(rounds, sample) {
  const times = { ours: [], peer: [] };
  for (let round = 0; round < rounds; round++) {
    const turns = round % 2 ? ["ours", "peer"] : ["peer", "ours"];
    for (const side of turns) times[side].push(await sample(side));
  }
  return times;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A row of the results. */
export function row(name, unit, { ours, peer }) {
  const digits = unit === "bytes" ? 0 : 3;
  const rounded = (value) => Number(value.toFixed(digits));
  return { name, ours: rounded(ours), peer: rounded(peer), unit, ratio: Number((ours / peer).toFixed(2)) };
}

export const medians = (name, { ours, peer }) => row(name, "ms", { ours: median(ours), peer: median(peer) });

/** How time grows with the items: 1 is exactly as they do. */
export function growth(name, [fewer, more], times) {
  const of = (side) => ((median(times[more][side]) / median(times[fewer][side])) * fewer) / more;
  return row(name, "× the items", { ours: of("ours"), peer: of("peer") });
}
