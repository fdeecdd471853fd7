// Writes a wasm module as an ES module, for the places where no file can be fetched beside the script.
import { readFile, writeFile } from "node:fs/promises";

const [wasm, output] = process.argv.slice(2);
const base64 = (await readFile(wasm)).toString("base64");
await writeFile(output, `export default "${base64}";\n`);
