// The module of pages, by section, by crate, and by function.
import { functions, sections } from "./wasm.mjs";
import { plainName, roomOf } from "./crates.mjs";
import { saving } from "./download.mjs";

/** Names are not published. */
const isPublished = ({ name }) => name !== "name" && name !== "producers";
const LARGEST = 40;

const size = ({ start, end }) => end - start;

/** Rows of `{ name, bytes }`, the largest first; of `{ name, bytes, brotli }` where parts are large enough to tell. */
export function moduleRows(bytes) {
  const published = sections(bytes).filter(isPublished);
  const named = functions(bytes);
  // Names come last in a module: what is before them is the module that is published.
  const wasm = bytes.subarray(0, Math.max(...published.map(({ end }) => end)));
  const row = (name, parts) => ({
    name,
    bytes: parts.reduce((sum, part) => sum + size(part), 0),
    brotli: saving(wasm, parts),
  });
  const largest = [...named].sort((a, b) => size(b) - size(a)).slice(0, LARGEST);
  return {
    sections: sorted(published.map((section) => row(section.name, [section]))),
    crates: sorted([...grouped(named)].map(([name, parts]) => row(name, parts))),
    functions: largest.map((one) => ({ name: plainName(one.name), bytes: size(one) })),
  };
}

function grouped(named) {
  const rooms = new Map();
  for (const one of named) {
    const room = roomOf(one.name);
    rooms.set(room, [...(rooms.get(room) ?? []), one]);
  }
  return rooms;
}

const sorted = (rows) => rows.sort((a, b) => b.bytes - a.bytes);
