// What the far side has seen, read as it goes along: it keeps only the newest thousand requests.
import { setTimeout as pause } from "node:timers/promises";

const READ_EVERY_MS = 300;

/** @returns a witness that is told to `stop` when all is over, and then knows everything that was received. */
export function watch(sandbox) {
  const all = [];
  let isOver = false;
  const read = async () => all.push(...(await sandbox.requestsSince(all.at(-1)?.seq ?? 0)));
  const reading = (async () => {
    while (!isOver) {
      await read();
      await pause(READ_EVERY_MS);
    }
    await read();
  })();
  return {
    async stop() {
      isOver = true;
      await reading;
      return all;
    },
  };
}

/** Requests by what they are about: an order's reference, or the path of a checkout. */
export const bySubject = (requests) =>
  groupBy(requests, ({ method, body, path }) => (method === "POST" ? referenceOf(body) : path));

/** Checkouts by the reference of their order. */
export const byReference = (checkouts) => groupBy(checkouts, ({ request }) => request.reference_id);

function groupBy(entries, keyOf) {
  const groups = new Map();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(entry);
  }
  return groups;
}

function referenceOf(body) {
  try {
    return JSON.parse(body).reference_id;
  } catch {
    return undefined; // a request for a token
  }
}

export const keysOf = (requests) => [
  ...new Set(requests.map((request) => header(request, "idempotency-key"))),
];

const header = ({ headers }, wanted) => headers.find(([name]) => name === wanted)?.[1];
