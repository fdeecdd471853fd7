// What README.md says, taken from it word for word.
import { readFile } from "node:fs/promises";

const README = await readFile(new URL("../../README.md", import.meta.url), "utf8");
const BLOCK = /^```(\w*)(?: +(\S+))?\n(.*?)^```$/gms;

const blocksOf = (text) =>
  [...text.matchAll(BLOCK)].map(([, language, file, content]) => ({ language, file, content }));

/** The files that the README asks its reader to write, in its order. */
export const FILES = blocksOf(README).flatMap(({ file }) => file ?? []);

/** What stands in the block whose info string names `file`. */
export function snippet(file) {
  const found = blocksOf(README).filter((block) => block.file === file);
  if (found.length !== 1) throw new Error(`README.md has ${found.length} blocks named ${file}, not 1`);
  return found[0].content;
}

/** The text below a heading, up to the next one. */
export function section(heading) {
  const [, after] = README.split(`\n## ${heading}\n`);
  if (after === undefined) throw new Error(`README.md has no section "${heading}"`);
  return after.split("\n## ")[0];
}

/** The only block of a section that names no file. */
export function blockOf(heading) {
  const found = blocksOf(section(heading)).filter(({ file }) => !file);
  if (found.length !== 1) throw new Error(`"${heading}" has ${found.length} blocks, not 1`);
  return found[0].content;
}

/** `text` with `part` replaced where it stands; whoever replaces nothing tests something else. */
export function replaced(text, part, by) {
  if (text.split(part).length !== 2) throw new Error(`not exactly once in the README's snippet: ${part}`);
  return text.replace(part, () => by);
}
