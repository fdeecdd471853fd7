// Makes one call in whatever runtime this is loaded into, and tells what became of it in plain data.

const TICK_MS = 20;

/**
 * @param {object} client of the package
 * @param {[string, ...unknown[]]} call a method and its arguments
 * @param {number} [limit] by when the outcome is due, in ms
 */
export async function outcome(client, [method, ...args], limit) {
  const began = Date.now();
  const due = limit === undefined ? undefined : startTimer(limit);
  const ended = (told) => ({ ...told, ms: Date.now() - began, at: Date.now(), late: due?.since() });
  try {
    return ended({ value: await client[method](...args) });
  } catch (error) {
    const { name, code, status, txId, errors, retryable, idempotencyKey } = error;
    return ended({ error: { name, code, status, txId, errors, retryable, idempotencyKey } });
  }
}

/**
 * A timer of the caller's own process, and then a clock that ticks in it: what keeps the process from its work makes
 * them as late as the client's timers.
 */
function startTimer(ms) {
  let ticks = 0;
  let timer = setTimeout(() => (timer = setInterval(() => (ticks += 1), TICK_MS)), ms);
  return {
    /** For how long the clock has ticked, in ms. */
    since() {
      clearTimeout(timer); // an interval is a timer, too
      return ticks * TICK_MS;
    },
  };
}
