// Bytes in the text of a script, for the places where no file can be fetched beside it.
//
// Base64 would hide from brotli and gzip what a module repeats, because no byte keeps its place in it. Here each
// byte is a character, or a prefix and a character, always the same: the script is a tenth smaller on the network.

/** Printable ASCII without what quoting, templates or HTML would have escaped. The last two are the prefixes. */
export const DIGITS =
  " !#%&()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~";
/** Bytes below this are written as one character. */
export const SINGLE = DIGITS.length - 2;

/** The bytes that such a text holds. */
export function decode(text) {
  const values = new Uint8Array(128);
  for (let value = 0; value < DIGITS.length; value++) values[DIGITS.charCodeAt(value)] = value;
  const bytes = new Uint8Array(text.length);
  let length = 0;
  let prefixed = 0;
  for (let at = 0; at < text.length; at++) {
    const value = values[text.charCodeAt(at)];
    if (value < SINGLE) bytes[length++] = prefixed + value;
    prefixed = value < SINGLE ? 0 : (value - SINGLE + 1) * SINGLE;
  }
  return bytes.subarray(0, length);
}
