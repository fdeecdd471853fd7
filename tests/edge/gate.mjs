// Holds a step of the ledger, or an answer of the merchant's, until the test lets it go on.

/** Whoever passes has reached it, and waits until it is opened. */
export function gate() {
  const gate = {};
  gate.reached = new Promise((resolve) => (gate.reach = resolve));
  gate.opened = new Promise((resolve) => (gate.open = resolve));
  gate.pass = () => {
    gate.reach();
    return gate.opened;
  };
  return gate;
}
