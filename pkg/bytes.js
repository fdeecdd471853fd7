// Bytes in the text of a script, for the places where no file can be fetched beside it.
//
// Base64 would hide from brotli and gzip what a module repeats, because no byte keeps its place in it. Here each
// byte is a character, or a prefix and a character, always the same: the script is a fifth smaller on the network.

/** What no byte is written as, because it would have to be escaped somewhere. */
const NONE = "'";
/**
 * For each byte below 128 its character, of printable ASCII without what quoting, templates or HTML would have escaped;
 * none for bytes that are rare in modules. `benches/size/order.mjs` looks for the order that compresses best.
 */
export const ORDER =
  "CQ.N32K1RXG:9%J8!?-'W'''4'''7''' >}&[)*';+''T,'/S'''Y'=]F'UM5'''LAB'O#DzH''E'^'|PZ'_V''''''''''@'abcdefghijklmnopqrstuvwxy'(I'60";
/** All other bytes take two. */
export const PREFIXES = "{~";

/** Those of the first kind, and those of the second, in the order in which they are counted. */
export function split() {
  const single = [];
  const double = [];
  for (let byte = 0; byte < 256; byte++) ((ORDER[byte] ?? NONE) === NONE ? double : single).push(byte);
  return [single, double];
}

/** The bytes that such a text holds. */
export function decode(text) {
  const [single, double] = split();
  const places = new Uint8Array(128);
  const characters = single.map((byte) => ORDER[byte]).join("") + PREFIXES;
  for (let place = 0; place < characters.length; place++) places[characters.charCodeAt(place)] = place;
  const bytes = new Uint8Array(text.length);
  let length = 0;
  let list = single;
  let first = 0;
  for (let at = 0; at < text.length; at++) {
    const place = places[text.charCodeAt(at)];
    const prefix = place - single.length;
    if (prefix < 0) bytes[length++] = list[first + place];
    list = prefix < 0 ? single : double;
    first = prefix < 0 ? 0 : prefix * single.length;
  }
  return bytes.subarray(0, length);
}
