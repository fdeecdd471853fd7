// From whatever a caller gave to JSON text, which the module reads in one go: asking for each member from
// inside the module costs several times as much, in time and in bytes.
//
// JSON.stringify would ask `toJSON`, which a page may have put on Object.prototype, would stop at the first
// getter that throws, and would leave out in silence what JSON cannot hold. Here such a place is written as
// `!` and the number of its reason: `UNREADABLE` in read.rs knows what to say of it.

const NOT_FINITE = "!0";
const TOO_BIG = "!1";
const NOT_DATA = "!2";
const THREW = "!3";
const TOO_MUCH_TEXT = "!4";
const TOO_MANY_ENTRIES = "!5";
const TOO_LARGE = "!6";

/** What RFC 8259 has escaped, and surrogates, of which half a one may be. */
const NEEDS_ESCAPES = /["\\\0-\x1f\ud800-\udfff]/;

/** Documented requests need four levels; metadata is the merchant's own. */
const MAX_DEPTH = 32;

/** Reads own enumerable members only, so that a polluted prototype supplies nothing. Never throws. */
export function stringify(given) {
  // What may still be read, in values and in UTF-16 units: more could exhaust the module's memory.
  let values = 200_000;
  let text = 4_000_000;
  try {
    return one(given, 0);
  } catch {
    // Only where a page has replaced what is used here.
    return THREW;
  }

  function one(value, depth) {
    if (values === 0) return "null";
    if (--values === 0 || depth > MAX_DEPTH) return tooMuch(TOO_LARGE);
    switch (typeof value) {
      case "string":
        return quoted(value);
      case "number":
        return value - value === 0 ? "" + value : NOT_FINITE;
      case "boolean":
        return "" + value;
      case "bigint":
        return value <= Number.MAX_SAFE_INTEGER && value >= -Number.MAX_SAFE_INTEGER ? "" + value : TOO_BIG;
      case "undefined":
        return "null";
      case "object":
        return value === null ? "null" : composite(value, depth);
    }
    return NOT_DATA;
  }

  /** Once there is too much, one place says so; the rest is not looked at. */
  function tooMuch(mark) {
    values = 0;
    return mark;
  }

  /** Of text, JSON.stringify asks nobody. Half a character is escaped, and found by who reads it. */
  function quoted(value) {
    text -= value.length;
    if (text < 0) return tooMuch(TOO_MUCH_TEXT);
    return NEEDS_ESCAPES.test(value) ? JSON.stringify(value) : '"' + value + '"';
  }

  function composite(value, depth) {
    // What is thrown is the caller's own, and may hold anything: it is not repeated.
    try {
      if (Array.isArray(value)) return array(value, depth);
      if (typeof URL === "function" && value instanceof URL) return one(value.href, depth + 1);
      if (value instanceof Date) return one(value.toISOString(), depth + 1);
      return value[Symbol.iterator] === undefined ? object(value, depth) : NOT_DATA;
    } catch {
      return THREW;
    }
  }

  function array(value, depth) {
    const { length } = value;
    if (typeof length !== "number") return "[]";
    if (length > values) return tooMuch(TOO_MANY_ENTRIES);
    let written = "";
    for (let index = 0; index < length && values > 0; index++) {
      written += (index > 0 ? "," : "") + member(value, index, depth);
    }
    return "[" + written + "]";
  }

  function object(value, depth) {
    const keys = Object.keys(value);
    if (keys.length > values) return tooMuch(TOO_MANY_ENTRIES);
    let written = "";
    for (let index = 0; index < keys.length && values > 0; index++) {
      const name = quoted(keys[index]);
      if (values === 0) return name;
      written += (index > 0 ? "," : "") + name + ":" + member(value, keys[index], depth);
    }
    return "{" + written + "}";
  }

  function member(value, key, depth) {
    try {
      return one(value[key], depth + 1);
    } catch {
      return THREW;
    }
  }
}
