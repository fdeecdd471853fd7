// Which crate a function is of, by its demangled name.

const OURS = "jeelpay_checkout";
const STANDARD = new Set(["std", "core", "alloc"]);
const DROP = /^core(?:\[[0-9a-f]+\])?::ptr::drop_(?:in_place|glue)(?:::)?</;
/** A path's first part, with the hash of its crate that newer compilers write. */
const PATH = /(?<![\w:])([a-z_]\w*)(?:\[[0-9a-f]+\])?::/g;

/** A primitive's own method: `<char>::is_alphanumeric`. */
const PRIMITIVE = /^<(?:char|str|bool|\[u8\]|[iuf]\d+|[iu]size)>::/;

/** The code that drops a value is of the value's crate. */
export function crateOf(name) {
  const crates = [...name.matchAll(PATH)].map(([, crate]) => crate);
  if (PRIMITIVE.test(name)) return "core";
  if (crates.length === 0 || crates[0] === "__rustc") return "runtime";
  if (!DROP.test(name)) return crates[0];
  return crates.find((crate) => !STANDARD.has(crate)) ?? crates[0];
}

/** Names without the hashes that tell instances apart: `jeelpay_checkout::json::write`. */
export const plainName = (name) =>
  name.replace(/::h[0-9a-f]{16}(?=\[|$)/, "").replace(/\[[0-9a-f]{8,}\]/g, "");

/** A crate; ours by module: `jeelpay_checkout::web::read`. */
export function roomOf(name) {
  const crate = crateOf(name);
  if (crate !== OURS) return crate;
  const [, room] = new RegExp(`${OURS}(?:\\[[0-9a-f]+\\])?::((?:web::)?\\w+)`).exec(name) ?? [];
  return room ? `${OURS}::${room}` : OURS;
}
