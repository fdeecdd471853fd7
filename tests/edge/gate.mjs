// Holds a step of the ledger, or an answer of the merchant's, until the test lets it go on.

const gates = [];

/** Whoever passes has reached it, and waits until it is opened. */
export function gate() {
  const gate = {};
  gates.push(gate);
  gate.reached = new Promise((resolve) => (gate.reach = resolve));
  gate.opened = new Promise((resolve) => (gate.open = resolve));
  gate.pass = () => {
    gate.reach();
    return gate.opened;
  };
  return gate;
}

/** After each test: one that has failed leaves nobody waiting, in whose way the next would be. */
export function openGates() {
  for (const { open } of gates.splice(0)) open();
}
