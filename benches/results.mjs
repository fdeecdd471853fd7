// Where results are kept: README.md's tables are made of them.
import { mkdir, writeFile } from "node:fs/promises";

const FOLDER = new URL("results/", import.meta.url);

export async function save(name, results) {
  await mkdir(FOLDER, { recursive: true });
  const file = new URL(`${name}.json`, FOLDER);
  await writeFile(file, `${JSON.stringify(results, null, 2)}\n`);
  console.log(`\nwritten to benches/results/${name}.json`);
}
