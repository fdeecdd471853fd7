// Writes a wasm module as an ES module: `inline.mjs WASM OUTPUT`.
import { readFile, writeFile } from "node:fs/promises";
import { spellings } from "../../pkg/bytes.js";

const [wasm, output] = process.argv.slice(2);
const spelled = spellings();
const text = Array.from(await readFile(wasm), (byte) => spelled[byte]).join("");
await writeFile(output, `export default "${text}";\n`);
