// Options objects, for source.rs, in one crossing: asking for each option from inside the module would cost a page
// several times the bytes. What an option may be is decided there.

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
