// Bytes in the text of a script, for the places where no file can be fetched beside it.
//
// Base64 would hide from brotli and gzip what a module repeats, because no byte keeps its place in it. Here each
// byte is a character, or a prefix and a character, always the same: the script is a fifth smaller on the network.

/** What no byte is written as, because it would have to be escaped somewhere. */
export const NONE = "'";
/**
 * For each byte below 128 its character, of printable ASCII without what quoting, templates or HTML would have escaped;
 * none for bytes that are rare in modules. `benches/size/order.mjs` looks for the order that compresses best.
 */
export const ORDER =
  "PQ=780YRK12:9%JX|?''6'''D''',''' >}&C!)';+''TM'/S'''''.]''U*4'''ZAB'O#@zGFHE'-'^LV'_('''''''''W['abcdefghijklmnopqrstuvwxy'NI'35";
/** All other bytes take two. */
export const PREFIXES = "{~";

/** How each byte is written. */
export function spellings(order = ORDER) {
  const characters = order.replaceAll(NONE, "");
  const { length } = characters;
  let doubles = 0;
  const double = () => PREFIXES[Math.floor(doubles / length)] + characters[doubles++ % length];
  return Array.from({ length: 256 }, (_, byte) => ((order[byte] ?? NONE) === NONE ? double() : order[byte]));
}

/** The bytes that such a text holds. */
export function decode(text) {
  // Three lists, one for each thing that can be before a character: nothing, or a prefix. In the first of them the entry
  // of a prefix is where its list begins, as a number below 0.
  const table = new Int16Array(128 * 3);
  const begin = (before) => 128 * ["", ...PREFIXES].indexOf(before);
  for (const prefix of PREFIXES) table[prefix.charCodeAt()] = -begin(prefix);
  spellings().forEach((spelling, byte) => {
    table[begin(spelling.slice(0, -1)) + spelling.slice(-1).charCodeAt()] = byte;
  });
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length;) {
    const entry = table[text.charCodeAt(at++)];
    bytes[length++] = entry < 0 ? table[text.charCodeAt(at++) - entry] : entry;
  }
  return bytes.subarray(0, length);
}
