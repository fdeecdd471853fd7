// From what a form gives to the body that is sent, or to everything that is wrong with it.
import { complete, draft } from "./schema.js";

/** The body of a request of that kind (`items` or `schooling`), or its issues. */
export function validate(kind, request) {
  const given = withoutBlanks(request);
  const schema = (given?.urls ? complete : draft)[kind];
  const { data, error } = schema.safeParse(given);
  return error ? { issues: error.issues.map(describe) } : { body: data };
}

const describe = ({ path, code, message }) => ({ path: path.reduce(step, ""), code, message });

const step = (path, key) =>
  typeof key === "number" ? `${path}[${key}]` : path ? `${path}.${String(key)}` : String(key);

/** An absent optional is a key left out, at every level; a form gives "" for what was not filled in. */
function withoutBlanks(value) {
  if (Array.isArray(value)) return value.map(withoutBlanks);
  if (typeof value !== "object" || value === null) return value;
  const kept = {};
  for (const key of Object.keys(value)) {
    const member = withoutBlanks(value[key]);
    if (!isBlank(member)) kept[key] = member;
  }
  return kept;
}

const isBlank = (value) => value === undefined || value === null || value === "" || isEmptyObject(value);

const isEmptyObject = (value) =>
  typeof value === "object" && !Array.isArray(value) && Object.keys(value).length === 0;
