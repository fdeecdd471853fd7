// Writes a wasm module as an ES module: `inline.mjs WASM OUTPUT`.
import { readFile, writeFile } from "node:fs/promises";
import { DIGITS, SINGLE } from "../../pkg/bytes.js";

const [wasm, output] = process.argv.slice(2);

function digits(byte) {
  const prefix = Math.floor(byte / SINGLE);
  return (prefix > 0 ? DIGITS[SINGLE + prefix - 1] : "") + DIGITS[byte % SINGLE];
}

const text = Array.from(await readFile(wasm), digits).join("");
await writeFile(output, `export default "${text}";\n`);
