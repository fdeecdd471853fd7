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

/** Where letters are whole characters, a surrogate is half of one, which UTF-8 cannot hold. */
const IS_HALF = /[\ud800-\udfff]/u;
const QUOTE = 34;
const BACKSLASH = 92;

/** Documented requests need four levels; metadata is the merchant's own. */
const MAX_DEPTH = 32;

/** Reads own enumerable members only, so that a polluted prototype supplies nothing. Never throws. UTF-8. */
export function stringify(given) {
  // What may still be read, in values and in UTF-16 units: more could exhaust the module's memory.
  let values = 200_000;
  let text = 4_000_000;
  // Written byte by byte: a text that grows by pieces would be put together, and encoded, when it is done, and its pieces
  // collected.
  let bytes = new Uint8Array(4096);
  let length = 0;
  member([given], 0, -1);
  return bytes.subarray(0, length);

  function one(value, depth) {
    if (values === 0) put("null");
    else if (--values === 0 || depth > MAX_DEPTH) put(tooMuch(TOO_LARGE));
    else if (typeof value === "string") put(quote(value));
    else if (typeof value === "number") put(value - value === 0 ? "" + value : NOT_FINITE);
    else if (typeof value === "object" && value !== null) composite(value, depth);
    else put(simple(value));
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

  /** ASCII of our own. */
  function put(ascii) {
    makeRoom(ascii.length);
    const into = bytes;
    let at = length;
    for (let index = 0; index < ascii.length; index++) into[at++] = ascii.charCodeAt(index);
    length = at;
  }

  function makeRoom(more) {
    if (length + more <= bytes.length) return;
    const larger = new Uint8Array(2 * (length + more));
    larger.set(bytes);
    bytes = larger;
  }

  /** Writes text, and gives what is still to be written in its place: nothing, or a mark. */
  function quote(value) {
    text -= value.length;
    if (text < 0) return tooMuch(TOO_MUCH_TEXT);
    makeRoom(value.length + 2);
    const into = bytes;
    let at = length;
    into[at++] = QUOTE;
    for (let index = 0; index < value.length; index++) {
      const unit = value.charCodeAt(index);
      if (unit < 32 || unit > 126 || unit === QUOTE || unit === BACKSLASH) return quoteSpecial(value);
      into[at++] = unit;
    }
    into[at++] = QUOTE;
    length = at;
    return "";
  }

  /** What RFC 8259 has escaped, and what is not ASCII. Of text, JSON.stringify asks nobody. */
  function quoteSpecial(value) {
    if (IS_HALF.test(value)) return HALF_CHARACTER;
    const encoded = new TextEncoder().encode(JSON.stringify(value));
    makeRoom(encoded.length);
    bytes.set(encoded, length);
    length += encoded.length;
    return "";
  }

  function composite(value, depth) {
    if (Array.isArray(value)) array(value, depth);
    else if (typeof URL === "function" && value instanceof URL) one(value.href, depth + 1);
    else if (value instanceof Date) one(value.toISOString(), depth + 1);
    else if (value[Symbol.iterator] === undefined) object(value, depth);
    else put(NOT_DATA);
  }

  function array(value, depth) {
    const count = typeof value.length === "number" ? value.length : 0;
    if (count > values) return put(tooMuch(TOO_MANY_ENTRIES));
    put("[");
    for (let index = 0; index < count && values > 0; index++) {
      if (index > 0) put(",");
      member(value, index, depth);
    }
    put("]");
  }

  function object(value, depth) {
    const names = Object.keys(value);
    if (names.length > values) return put(tooMuch(TOO_MANY_ENTRIES));
    const before = length;
    put("{");
    for (let index = 0; index < names.length && values > 0; index++) {
      if (index > 0) put(",");
      const mark = quote(names[index]);
      if (mark) {
        // A key that cannot be written stands for all of its object.
        length = before;
        return put(mark);
      }
      put(":");
      member(value, names[index], depth);
    }
    put("}");
  }

  /** What is thrown is the caller's own, and may hold anything: it is not repeated. */
  function member(value, key, depth) {
    const before = length;
    try {
      one(value[key], depth + 1);
    } catch {
      length = before;
      put(THREW);
    }
  }
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
 * held, and stands there as an object of its type and its place: `{"function":1}`. A signal is held in an array, as
 * `{"signal":2}`; what a getter has thrown is `{"threw":3}`. Throws when an object itself cannot be asked.
 */
export function members(one, other) {
  const held = [""];
  const hold = (type, value) => `{"${type}":${held.push(value) - 1}}`;
  const whole = (key, value) =>
    key === "signal" && isSignal(value) ? hold("signal", [value]) : hold(typeof value, value);
  held[0] = `[${object(one)},${object(other)}]`;
  return held;

  function object(given) {
    if (typeof given !== "object" || given === null) return given === undefined ? "null" : "false";
    let json = "";
    for (const key of Object.keys(given).slice(0, MAX_KEYS)) {
      json += `${json && ","}${quoted(key.slice(0, MAX_KEY_LENGTH))}:`;
      try {
        const value = given[key];
        json += data(value) ?? whole(key, value);
      } catch (thrown) {
        json += hold("threw", thrown);
      }
    }
    return `{${json}}`;
  }
}

/** Another realm's, or a polyfill's, is no instance of the class. */
function isSignal(value) {
  try {
    return typeof value.aborted === "boolean" && typeof value.addEventListener === "function";
  } catch {}
}

function data(value) {
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
      json += `${json && ","}${(typeof entry === "string" && data(entry)) || "null"}`;
    }
    return `[${json}]`;
  } catch {}
}

/** UTF-8 has no place for half a character. */
const quoted = (text) => JSON.stringify(text.replace(/\p{Surrogate}/gu, "\ufffd"));

// And back.

/** What JSON text says, without members of a name that is a trap for whoever copies them. */
export function plain(json) {
  try {
    return JSON.parse(json, (key, value) => (key === "__proto__" ? undefined : value));
  } catch {}
}
