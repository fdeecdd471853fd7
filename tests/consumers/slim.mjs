// Pages that load the module as a file: the README's slim.js, with the address spelled as its table says for the tool.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { replaced, section, snippet } from "../readme/readme.mjs";

const ADDRESS = /^import address .*$/m;
const ROWS = section("Loading the module yourself").matchAll(/^\| ([^|]+?) +\| `([^|]+)` +\|$/gm);
const SPELLINGS = new Map([...ROWS].map(([, tool, line]) => [tool, line]));

/** Writes slim.js into a project that is built by this tool. */
export const slimBy = (tool) => (project) => writeFile(join(project, "slim.js"), slim(tool));

function slim(tool) {
  const line = SPELLINGS.get(tool);
  if (!line) throw new Error(`the README's table has no line for ${tool}`);
  const source = snippet("slim.js");
  return replaced(source, ADDRESS.exec(source)[0], line);
}
