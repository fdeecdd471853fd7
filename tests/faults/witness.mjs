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
export function bySubject(requests) {
  const groups = new Map();
  for (const request of requests) {
    const subject = request.method === "POST" ? referenceOf(request.body) : request.path;
    groups.set(subject, [...(groups.get(subject) ?? []), request]);
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

export const tokensOf = (requests) => [
  ...new Set(requests.map((request) => header(request, "authorization"))),
];

const header = ({ headers }, wanted) => headers.find(([name]) => name === wanted)?.[1];
