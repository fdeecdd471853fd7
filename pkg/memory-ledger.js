// A ledger for development: it has the two functions of any ledger, and forgets everything at the end.

/** A new, empty ledger in memory. */
export function memoryLedger() {
  const records = new Map();
  return {
    volatile: true,
    get: async (key) => records.get(key) ?? null,
    swap: async (key, expected, next) => {
      const found = records.get(key) ?? null;
      if (found === expected) records.set(key, next);
      return found;
    },
  };
}
