// Prints what each file weighs, and what of it crosses the network.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`.padStart(10);

for (const file of process.argv.slice(2)) {
  const bytes = await readFile(file);
  const compressed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  console.log(
    `  ${basename(file).padEnd(18)}${kilobytes(bytes.length)}   brotli ${kilobytes(compressed.length)}`,
  );
}
