// Looks for the order of characters in `pkg/bytes.js` with which brotli makes the least of the module in the script:
// `node benches/size/order.mjs [MINUTES]`, after `JEELPAY_NIGHTLY=1 cargo xtask build`. Prints the order.
//
// Swaps two characters, and keeps what is better, until the time is over: from that of the file, or, if it has none,
// from one in which frequent bytes are the characters that they are in ASCII.
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { NONE, ORDER, PREFIXES, spellings } from "../../pkg/bytes.js";

const UNFIT = NONE + '"$\\`<' + PREFIXES;
const FIT = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).filter(
  (character) => !UNFIT.includes(character),
);
const module = readFileSync(new URL("../../pkg/gen/checkout_bg.wasm", import.meta.url));
const end = Date.now() + Number(process.argv[2] ?? 5) * 60_000;

function beginning() {
  if (ORDER.length === 128) return ORDER.split("");
  const counts = new Array(256).fill(0);
  for (const byte of module) counts[byte]++;
  const ascii = Array.from({ length: 128 }, (_, byte) => byte);
  const frequent = ascii.sort((a, b) => counts[b] - counts[a]).slice(0, FIT.length);
  const order = new Array(128).fill(NONE);
  const left = new Set(FIT);
  for (const byte of frequent) {
    const own = String.fromCharCode(byte);
    if (left.delete(own)) order[byte] = own;
  }
  for (const byte of frequent.sort((a, b) => a - b)) {
    if (order[byte] !== NONE) continue;
    const [next] = left;
    left.delete(next);
    order[byte] = next;
  }
  return order;
}

function weight(order) {
  const spelled = spellings(order.join(""));
  const text = Buffer.from(Array.from(module, (byte) => spelled[byte]).join(""));
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }).length;
}

let order = beginning();
let best = weight(order);
console.log(best);
while (Date.now() < end) {
  const [one, other] = [0, 0].map(() => Math.floor(Math.random() * 128));
  const tried = [...order];
  [tried[one], tried[other]] = [order[other], order[one]];
  const weighed = tried[one] === tried[other] ? Infinity : weight(tried);
  if (weighed > best) continue;
  if (weighed < best) console.log(weighed);
  [order, best] = [tried, weighed];
}
console.log(JSON.stringify(order.join("")));
