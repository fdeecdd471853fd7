// Every place in a tree of plain data.

/** Paths to every node of the tree, and to one member more in every object; the root is the empty path. */
export function placesOf(tree, path = []) {
  if (typeof tree !== "object" || tree === null) return [path];
  const below = Object.entries(tree).flatMap(([key, value]) => placesOf(value, [...path, key]));
  const unknown = Array.isArray(tree) ? [] : [[...path, "unknown"]];
  return [path, ...below, ...unknown];
}

/** The tree with the value at the path. Nothing of the value is touched. */
export function withValueAt(tree, [key, ...rest], value) {
  if (key === undefined) return value;
  const copy = Array.isArray(tree) ? [...tree] : { ...tree };
  copy[key] = withValueAt(tree?.[key], rest, value);
  return copy;
}
