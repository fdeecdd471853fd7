// What a first visit downloads.
import { row } from "./compare.mjs";
import { weights } from "./entries.mjs";

export async function bytes() {
  const { ours, peer } = await weights();
  return Object.entries(ours).map(([entry, bytes]) =>
    row(`download, ${entry}`, "bytes", { ours: bytes, peer }),
  );
}
