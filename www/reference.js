// The merchant's own number for an order. It names one order, not one try at paying for it.

// No vowels, no 0/O, 1/I/L: it is read over the telephone, and never spells a word.
const LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ";

const PREFIXES = { courses: "QA", school: "ZH" };

export function newReference(shop) {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `${PREFIXES[shop]}-${Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join("")}`;
}
