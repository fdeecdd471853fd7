// What parts of a file cost in the download: how much less it would be without them. Parts share what compresses well,
// so the sum of what each saves is not the whole.
import { brotli } from "../page/entries.mjs";

/** How many bytes of brotli go when these `{ start, end }` go. */
export function saving(bytes, parts) {
  return brotli(bytes).length - brotli(without(bytes, parts)).length;
}

function without(bytes, parts) {
  const kept = [];
  let at = 0;
  for (const { start, end } of [...parts].sort((a, b) => a.start - b.start)) {
    kept.push(bytes.subarray(at, start));
    at = end;
  }
  return Buffer.concat([...kept, bytes.subarray(at)]);
}
