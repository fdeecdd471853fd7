// A page's script that imports everything, by file: minified as it is published.
import { build } from "esbuild";
import { BUNDLING, ENTRIES } from "../page/entries.mjs";

/** Rows of `{ name, bytes }`, the largest first. */
export async function scriptRows() {
  const contents = ENTRIES["all functions"].ours;
  const stdin = { contents, resolveDir: BUNDLING.absWorkingDir };
  const { metafile } = await build({ ...BUNDLING, stdin, metafile: true });
  const [{ inputs }] = Object.values(metafile.outputs);
  const rows = Object.entries(inputs).map(([name, { bytesInOutput }]) => ({ name, bytes: bytesInOutput }));
  return rows.filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes);
}
