// Sees every CheckoutError where it is made, whichever copy of the package has made it: as it is, bundled, minified, in
// another realm. The class defines an error's members by `Object.defineProperty`, which is looked up where it runs; so the
// package needs no hook. Were that to change, tests/secrets would miss the errors of each suite.

/**
 * Self-contained, so that it can be sent into a page as text.
 *
 * @param {(words: string) => void} report is told, on one line, everything of an error that whoever catches it can read
 */
export function recordErrors(report) {
  const BRAND = Symbol.for("jeelpay-checkout.CheckoutError");
  /** Of each part, in UTF-16 units: some tests give megabytes, which the paths of issues repeat. */
  const LONGEST = 4000;
  const DEEPEST = 5;
  const { defineProperty, fromEntries, getOwnPropertyNames } = Object;

  /** Causes included: as far as they can be read, since the innermost one may be a value that throws. */
  function wordsOf(error) {
    const words = [];
    try {
      for (let one = error, depth = 0; one !== undefined && depth < DEEPEST; one = one?.cause, depth += 1) {
        words.push(...partsOf(one).map((part) => String(part).slice(0, LONGEST)));
      }
    } catch {
      words.push("(cannot be read further)");
    }
    return words.join(" ").replaceAll("\n", " ");
  }

  function partsOf(value) {
    const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
    return isObject ? [value.name, value.message, value.stack, JSON.stringify(own(value))] : [value];
  }

  const own = (object) =>
    fromEntries(
      getOwnPropertyNames(object)
        .filter((name) => name !== "cause")
        .map((name) => [name, object[name]]),
    );

  Object.defineProperty = (target, name, descriptor) => {
    const defined = defineProperty(target, name, descriptor);
    // The first of the members; when the others are there, too, the error is complete.
    if (name === "errors" && target[BRAND] === true) Promise.resolve().then(() => report(wordsOf(target)));
    return defined;
  };
}
