// Writes a wasm module as an ES module, for the places where no file can be fetched beside the script:
// `inline.mjs WASM OUTPUT [deflate]`. What is deflated first is smaller on the network by a fifth: base64
// hides what a module repeats from any compression that comes after it.
import { readFile, writeFile } from "node:fs/promises";
import { deflateSync } from "node:zlib";

const [wasm, output, deflate] = process.argv.slice(2);
const bytes = await readFile(wasm);
const base64 = (deflate ? deflateSync(bytes, { level: 9, memLevel: 9 }) : bytes).toString("base64");
await writeFile(output, `export default "${base64}";\n`);
