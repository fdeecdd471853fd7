// What the consumers came to, as the table of the README.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const TARGET = process.env.CARGO_TARGET_DIR ?? new URL("../../target", import.meta.url).pathname;
const COLUMNS = ["used from", "version", "run in", "result"];

/** Rows in the order in which they are begun; each is red until it is said to be green. */
export function startTable() {
  const rows = [];
  return {
    begin(title, version, ranIn) {
      const row = [title, version, ranIn, "✗"];
      rows.push(row);
      return { green: () => (row[3] = "✓") };
    },
    async write(name) {
      const tables = join(TARGET, "tables");
      await mkdir(tables, { recursive: true });
      await writeFile(
        join(tables, `${name}.json`),
        `${JSON.stringify({ columns: COLUMNS, rows }, null, 2)}\n`,
      );
    },
  };
}
