// Where the bytes of a wasm module are: its sections, and its functions by name.

const SECTIONS = [
  "custom",
  "type",
  "import",
  "function",
  "table",
  "memory",
  "global",
  "export",
  "start",
  "element",
  "code",
  "data",
  "data count",
  "tag",
];
const HEADER_BYTES = 8;
const FUNCTION_IMPORT = 0;
const FUNCTION_NAMES = 1;

/** Every section as `{ name, start, end }`; a custom one has the name that it gives itself. */
export function sections(bytes) {
  const reader = new Reader(bytes, HEADER_BYTES);
  const found = [];
  while (reader.at < bytes.length) {
    const start = reader.at;
    const id = reader.byte();
    const end = reader.u32() + reader.at;
    const body = reader.at;
    const name = id === 0 ? reader.text() : (SECTIONS[id] ?? `section ${id}`);
    found.push({ name, start, body, end });
    reader.at = end;
  }
  return found;
}

/** Every function that has a body, as `{ name, start, end }`. */
export function functions(bytes) {
  const all = sections(bytes);
  const find = (name) => all.find((section) => section.name === name);
  const reader = new Reader(bytes, find("code").body);
  const names = find("name") ? functionNames(bytes, find("name")) : new Map();
  const imported = find("import") ? importedFunctions(bytes, find("import")) : 0;
  return Array.from({ length: reader.u32() }, (_, index) => {
    const start = reader.at;
    const end = reader.u32() + reader.at;
    reader.at = end;
    return { name: names.get(imported + index) ?? `function ${index}`, start, end };
  });
}

function importedFunctions(bytes, { body }) {
  const reader = new Reader(bytes, body);
  let count = 0;
  for (let left = reader.u32(); left > 0; left--) {
    reader.text();
    reader.text();
    const kind = reader.byte();
    if (kind === FUNCTION_IMPORT) count++;
    reader.skipImport(kind);
  }
  return count;
}

function functionNames(bytes, { body, end }) {
  const reader = new Reader(bytes, body);
  reader.text();
  while (reader.at < end) {
    const kind = reader.byte();
    const next = reader.u32() + reader.at;
    if (kind === FUNCTION_NAMES) return new Map(Array.from({ length: reader.u32() }, () => reader.naming()));
    reader.at = next;
  }
  return new Map();
}

/** Reads the binary format of modules, section 5 of WebAssembly's core specification. */
class Reader {
  constructor(bytes, at) {
    this.bytes = bytes;
    this.at = at;
  }

  byte() {
    return this.bytes[this.at++];
  }

  /** LEB128. */
  u32() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  text() {
    const end = this.u32() + this.at;
    const text = new TextDecoder().decode(this.bytes.subarray(this.at, end));
    this.at = end;
    return text;
  }

  naming() {
    return [this.u32(), this.text()];
  }

  /** What follows the kind of an import: a function's type, a table, a memory, a global, a tag. */
  skipImport(kind) {
    if (kind === FUNCTION_IMPORT) this.u32();
    else if (kind === 1) this.#skipTable();
    else if (kind === 2) this.#skipLimits();
    else this.at += 2;
  }

  #skipTable() {
    this.byte();
    this.#skipLimits();
  }

  #skipLimits() {
    const hasMaximum = this.byte() & 1;
    this.u32();
    if (hasMaximum) this.u32();
  }
}
