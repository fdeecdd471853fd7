// Writes a wasm module as an ES module: `inline.mjs WASM OUTPUT`.
import { readFile, writeFile } from "node:fs/promises";
import { ORDER, PREFIXES, split } from "../../pkg/bytes.js";

const [wasm, output] = process.argv.slice(2);
const [single, double] = split();
const characters = new Map(single.map((byte) => [byte, ORDER[byte]]));
double.forEach((byte, place) => {
  const prefix = PREFIXES[Math.floor(place / single.length)];
  characters.set(byte, prefix + characters.get(single[place % single.length]));
});

const text = Array.from(await readFile(wasm), (byte) => characters.get(byte)).join("");
await writeFile(output, `export default "${text}";\n`);
