// Where results are kept: README.md's tables are made of them.
import { mkdir, readFile, writeFile } from "node:fs/promises";

const FOLDER = new URL("results/", import.meta.url);
const fileOf = (name) => new URL(`${name}.json`, FOLDER);

export const saved = async (name) => JSON.parse(await readFile(fileOf(name), "utf8"));

export async function save(name, results) {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(fileOf(name), `${JSON.stringify(results, null, 2)}\n`);
  console.log(`\nwritten to benches/results/${name}.json`);
}
