// node tables.mjs <folder>: makes README.md's tables of what the benches have left in benches/results.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const folder = process.argv[2];
const results = async (name) =>
  JSON.parse(await readFile(new URL(`results/${name}.json`, import.meta.url), "utf8"));

const number = (value, digits) =>
  value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const kilobytes = (bytes) => `${number(bytes / 1000, 1)} KB`;
const times = (ratio) => `× ${number(ratio, 2)}`;
const amount = (value, unit) => (unit === "bytes" ? kilobytes(value) : number(value, value < 10 ? 2 : 0));
const named = (unit) => (unit === "ms" ? ", ms" : "");

const comparison = (rows) => ({
  columns: ["", "this package", "ky + zod/mini", "ratio"],
  rows: rows.map(({ name, ours, peer, unit, ratio }) => [
    `${name}${named(unit)}`,
    amount(ours, unit),
    amount(peer, unit),
    times(ratio),
  ]),
});

/** Less than this is told in sum. */
const SMALL = 1_000;

function parts({ script, sections, crates }) {
  const code = [...crates.filter(({ bytes }) => bytes >= SMALL), rest(crates)];
  const others = sections.filter(({ name, bytes }) => name !== "code" && bytes >= SMALL);
  return {
    columns: ["part", "bytes", "brotli"],
    rows: [
      ...script.filter(({ bytes }) => bytes >= SMALL).map((part) => cells("script: ", part)),
      ...code.map((part) => cells("code: ", part)),
      ...others.map((part) => cells("section: ", part)),
    ],
  };
}

function rest(crates) {
  const small = crates.filter(({ bytes }) => bytes < SMALL);
  return { name: `${small.length} smaller ones`, bytes: small.reduce((sum, { bytes }) => sum + bytes, 0) };
}

const cells = (kind, { name, bytes, brotli }) => [
  `${kind}\`${name}\``.replace(/`(\d+ smaller ones)`/, "$1"),
  number(bytes, 0),
  brotli === undefined ? "" : number(brotli, 0),
];

/** In the order in which they are read, not in the one in which they were measured. */
const EDGE_PARTS = ["creates", "deliveries", "forwarding"];

const edgeTable = (rows) => ({
  columns: ["bench", "counted or measured", "result"],
  rows: EDGE_PARTS.flatMap((part) => rows.filter((row) => row.part === part)).map(
    ({ part, name, value, unit }) => [
      part,
      name,
      `${number(value, Number.isInteger(value) ? 0 : 2)} ${unit}`,
    ],
  ),
});

const [page, size, edge] = await Promise.all(["page", "size", "edge"].map(results));
const isDownload = ({ unit }) => unit === "bytes";
const tables = {
  weight: comparison(page.filter(isDownload)),
  speed: comparison(page.filter((row) => !isDownload(row))),
  parts: parts(size),
  edge: edgeTable(edge),
};
await mkdir(folder, { recursive: true });
for (const [name, table] of Object.entries(tables)) {
  await writeFile(join(folder, `${name}.json`), JSON.stringify(table));
}
