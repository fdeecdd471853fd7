// Everything of an error that whoever catches it can read.

/** Of each part, in UTF-16 units: some tests give megabytes, which the paths of issues repeat. */
const LONGEST = 4000;

/** On one line, causes included: as far as they can be read, since the innermost one may be a value that throws. */
export function wordsOf(error) {
  const words = [];
  try {
    for (let one = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth += 1) {
      const parts = [one.name, one.message, one.stack, JSON.stringify(own(one))];
      words.push(...parts.map((part) => String(part).slice(0, LONGEST)));
    }
  } catch {
    words.push("(cannot be read further)");
  }
  return words.join(" ").replaceAll("\n", " ");
}

const own = (error) =>
  Object.fromEntries(
    Object.getOwnPropertyNames(error)
      .filter((name) => name !== "cause")
      .map((name) => [name, error[name]]),
  );
