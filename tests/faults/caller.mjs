// Makes one call in whatever runtime this is loaded into, and tells what became of it in plain data.

import { wordsOf } from "../support/words.mjs";

/** @param {object} client of the package @param {[string, ...unknown[]]} call a method and its arguments */
export async function outcome(client, [method, ...args]) {
  const began = Date.now();
  const ended = (told) => ({ ...told, ms: Date.now() - began });
  try {
    return ended({ value: await client[method](...args) });
  } catch (error) {
    const { name, code, status, txId, errors, retryable, idempotencyKey } = error;
    const words = wordsOf(error);
    return ended({ error: { name, code, status, txId, errors, retryable, idempotencyKey }, words });
  }
}
