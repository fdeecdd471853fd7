// From whatever a caller gave to JSON text, which the module reads in one go: asking for each member from
// inside the module costs several times as much, in time and in bytes.
//
// JSON.stringify would ask `toJSON`, which a page may have put on Object.prototype, would stop at the first
// getter that throws, and would leave out in silence what JSON cannot hold. Here such a place is written as
// `!` and the number of its reason: `MARKS` in unread.rs knows what to say of it.

const NOT_FINITE = "!0";
const TOO_BIG = "!1";
const NOT_DATA = "!2";
const THREW = "!3";
const TOO_MUCH_TEXT = "!4";
const TOO_MANY_ENTRIES = "!5";
const TOO_LARGE = "!6";
const HALF_CHARACTER = "!7";

/** What RFC 8259 has escaped, and surrogates, of which half a one may be. */
const IS_SPECIAL = /["\\\0-\x1f\ud800-\udfff]/;
/** Where letters are whole characters, a surrogate is half of one, which UTF-8 cannot hold. */
const IS_HALF = /[\ud800-\udfff]/u;

/** Documented requests need four levels; metadata is the merchant's own. */
const MAX_DEPTH = 32;

/** Reads own enumerable members only, so that a polluted prototype supplies nothing. Never throws. UTF-8. */
export function stringify(given) {
  // What may still be read, in values and in UTF-16 units: more could exhaust the module's memory.
  let values = 200_000;
  let text = 4_000_000;
  // One text that grows is several times faster than many that are put together.
  let written = "";
  // The keys of ten thousand items are the same few.
  const keys = new Map();
  member([given], 0, -1);
  return new TextEncoder().encode(written);

  function one(value, depth) {
    if (values === 0) written += "null";
    else if (--values === 0 || depth > MAX_DEPTH) written += tooMuch(TOO_LARGE);
    else if (typeof value === "string") written += quoted(value);
    else if (typeof value === "number") written += value - value === 0 ? value : NOT_FINITE;
    else if (typeof value === "object" && value !== null) composite(value, depth);
    else written += simple(value);
  }

  function simple(value) {
    switch (typeof value) {
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
    return mark;
  }

  function quoted(value) {
    text -= value.length;
    return text < 0 ? tooMuch(TOO_MUCH_TEXT) : spelled(value);
  }

  function quotedKey(key) {
    text -= key.length;
    if (text < 0) return tooMuch(TOO_MUCH_TEXT);
    if (!keys.has(key)) keys.set(key, spelled(key));
    return keys.get(key);
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
    if (length > values) return void (written += tooMuch(TOO_MANY_ENTRIES));
    written += "[";
    for (let index = 0; index < length && values > 0; index++) {
      if (index > 0) written += ",";
      member(value, index, depth);
    }
    written += "]";
  }

  function object(value, depth) {
    const names = Object.keys(value);
    if (names.length > values) return void (written += tooMuch(TOO_MANY_ENTRIES));
    const before = written;
    written += "{";
    for (let index = 0; index < names.length && values > 0; index++) {
      const key = quotedKey(names[index]);
      // A key that cannot be written stands for all of its object.
      if (key[0] === "!") return void (written = before + key);
      written += index > 0 ? "," + key + ":" : key + ":";
      member(value, names[index], depth);
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

/** Of text, JSON.stringify asks nobody. */
function spelled(text) {
  if (!IS_SPECIAL.test(text)) return '"' + text + '"';
  return IS_HALF.test(text) ? HALF_CHARACTER : JSON.stringify(text);
}

// Options objects, in one crossing too: asking for each option from inside the module would cost a page several times
// the bytes. What an option may be is decided in source.rs.

/** No option has more of these; more could exhaust the module's memory. */
const MAX_KEYS = 100;
const MAX_KEY_LENGTH = 100;
const MAX_TEXT_LENGTH = 16_384;
const MAX_LIST_LENGTH = 1_000;

/**
 * The own enumerable members of two objects, so that a polluted prototype supplies nothing: `[json, ...held]`. The JSON
 * is an array of both, in which null stands for undefined, and false for what is no object. What is no plain data is
 * held, and stands there as an object of its type and its place: `{"function":1}`. What a getter has thrown is
 * `{"threw":2}`. Throws when an object itself cannot be asked.
 */
export function members(one, other) {
  const held = [""];
  const hold = (type, value) => `{"${type}":${held.push(value) - 1}}`;
  held[0] = `[${object(one)},${object(other)}]`;
  return held;

  function object(given) {
    if (typeof given !== "object" || given === null) return given === undefined ? "null" : "false";
    let json = "";
    for (const key of Object.keys(given).slice(0, MAX_KEYS)) {
      json += `${json && ","}${quoted(key.slice(0, MAX_KEY_LENGTH))}:`;
      try {
        const value = given[key];
        json += plain(value) ?? hold(typeof value, value);
      } catch (thrown) {
        json += hold("threw", thrown);
      }
    }
    return `{${json}}`;
  }
}

function plain(value) {
  if (value === undefined || value === null) return "null";
  if (typeof value === "string") return value.length > MAX_TEXT_LENGTH ? undefined : quoted(value);
  if (typeof value === "boolean" || Number.isFinite(value)) return `${value}`;
  return list(value);
}

/** An array, of which only text is told. */
function list(value) {
  try {
    if (!Array.isArray(value) || value.length > MAX_LIST_LENGTH) return;
    let json = "";
    for (let index = 0; index < value.length; index++) {
      const entry = value[index];
      json += `${json && ","}${(typeof entry === "string" && plain(entry)) || "null"}`;
    }
    return `[${json}]`;
  } catch {}
}

/** UTF-8 has no place for half a character. */
const quoted = (text) => JSON.stringify(text.replace(/\p{Surrogate}/gu, "\ufffd"));
