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

/** Reads own enumerable members only, so that a polluted prototype supplies nothing. Never throws. UTF-8. */
export function stringify(given) {
  // What may still be read, in values and in UTF-16 units: more could exhaust the module's memory.
  let values = 200_000;
  let text = 4_000_000;
  // One text that grows is several times faster than many that are put together.
  let written = "";
  member([given], 0, -1);
  return new TextEncoder().encode(written);

  function one(value, depth) {
    if (values === 0) written += "null";
    else if (--values === 0 || depth > MAX_DEPTH) tooMuch(TOO_LARGE);
    else if (typeof value === "string") quoted(value);
    else if (typeof value === "object" && value !== null) composite(value, depth);
    else written += simple(value);
  }

  function simple(value) {
    switch (typeof value) {
      case "number":
        return value - value === 0 ? "" + value : NOT_FINITE;
      case "boolean":
        return "" + value;
      case "bigint":
        return value <= Number.MAX_SAFE_INTEGER && value >= -Number.MAX_SAFE_INTEGER ? "" + value : TOO_BIG;
      case "function":
      case "symbol":
        return NOT_DATA;
    }
    return "null";
  }

  /** Once there is too much, one place says so; the rest is not looked at. */
  function tooMuch(mark) {
    values = 0;
    written += mark;
  }

  /** Of text, JSON.stringify asks nobody. Half a character is escaped, and found by who reads it. */
  function quoted(value) {
    text -= value.length;
    if (text < 0) tooMuch(TOO_MUCH_TEXT);
    else written += NEEDS_ESCAPES.test(value) ? JSON.stringify(value) : '"' + value + '"';
  }

  function composite(value, depth) {
    if (Array.isArray(value)) array(value, depth);
    else if (typeof URL === "function" && value instanceof URL) one(value.href, depth + 1);
    else if (value instanceof Date) one(value.toISOString(), depth + 1);
    else if (value[Symbol.iterator] === undefined) object(value, depth);
    else written += NOT_DATA;
  }

  function array(value, depth) {
    const length = typeof value.length === "number" ? value.length : 0;
    if (length > values) return tooMuch(TOO_MANY_ENTRIES);
    written += "[";
    for (let index = 0; index < length && values > 0; index++) {
      if (index > 0) written += ",";
      member(value, index, depth);
    }
    written += "]";
  }

  function object(value, depth) {
    const keys = Object.keys(value);
    if (keys.length > values) return tooMuch(TOO_MANY_ENTRIES);
    const before = written;
    written += "{";
    for (let index = 0; index < keys.length && values > 0; index++) {
      if (index > 0) written += ",";
      quoted(keys[index]);
      // A key that is too much text stands for all of its object.
      if (values === 0) return void (written = before + TOO_MUCH_TEXT);
      written += ":";
      member(value, keys[index], depth);
    }
    written += "}";
  }

  /** What is thrown is the caller's own, and may hold anything: it is not repeated. */
  function member(value, key, depth) {
    const before = written;
    try {
      one(value[key], depth + 1);
    } catch {
      written = before + THREW;
    }
  }
}
