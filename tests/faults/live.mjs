// Lives through schedules of faults in one place, as impatient buyers do, and tells what went wrong.
import { setTimeout as pause } from "node:timers/promises";
import { createdFor } from "./play.mjs";
import { inParallel } from "./parallel.mjs";
import { keysOf } from "./witness.mjs";

const AT_ONCE = 24;

/** How late an outcome may be by the clock of its own process, in ms. */
const GRACE = 1_000;
/** What is still pending so long after its deadline is pending for ever, in ms: on a machine that is busy, too. */
const PATIENCE = 60_000;

const CODES = [
  "unauthorized",
  "not_found",
  "rejected_by_api",
  "rate_limited",
  "unavailable",
  "timeout",
  "invalid_response",
];

/** @returns the schedules, each with its `outcomes` and, of an order, what was told at last: `settled` */
export async function live(place, sandbox, schedules) {
  const lives = schedules.map((schedule) => ({ ...schedule, outcomes: [] }));
  await inParallel(lives, AT_ONCE, (life) => prepare(life, place, sandbox));
  await sandbox.fault(lives.flatMap(({ faults, match }) => faults.map((fault) => ({ match, ...fault }))));
  await inParallel(lives, AT_ONCE, (life) => click(life, place));
  await sandbox.clearFaults();
  const orders = lives.filter(({ creates }) => creates);
  await inParallel(orders, AT_ONCE, async (life) => (life.settled = await place.call(atLast(life))));
  return lives;
}

async function prepare(life, place, sandbox) {
  const order = { ...life.order, reference_id: `${place.name} ${life.seed}` };
  const id = life.creates ? undefined : await createdFor(order, sandbox);
  if (life.method === "waitForCheckout") await sandbox.decide(id, "SUCCEEDED");
  life.reference_id = order.reference_id;
  life.subject = id ? `/v3/checkout/${id}` : order.reference_id;
  life.match = id ? { path: life.subject } : { reference_id: order.reference_id };
  life.argument = id ?? order;
  // A tab knows its attempts; elsewhere an attempt is what has one key.
  life.key = place.remembers ? undefined : `attempt-${place.name}-${life.seed}`;
}

/** Until it works, or the buyer has had enough. */
async function click(life, place) {
  for (let left = life.clicks; left > 0; left -= 1) {
    const asked = question(life);
    const clicks = Array.from({ length: life.atOnce }, () => inTime(place.call(asked), asked.limit));
    const told = await Promise.all(clicks);
    life.outcomes.push(...told.map((one) => ({ ...one, limit: asked.limit })));
    if (told.some(({ value }) => value)) return;
  }
}

function question({ subject, group, options, method, argument, creates, wait, key }) {
  const own = creates ? { redirect: false, idempotencyKey: key } : method === "waitForCheckout" ? wait : {};
  const limit = method === "waitForCheckout" ? wait.timeout : options.deadline;
  return { subject, group, options, call: [method, argument, own], limit };
}

const atLast = (life) => ({ ...question(life), options: { maxRetries: 10 } });

async function inTime(outcome, limit) {
  const patience = new AbortController();
  const never = pause(limit + PATIENCE, { isPending: true }, { signal: patience.signal });
  try {
    return await Promise.race([outcome, never]);
  } finally {
    patience.abort();
    never.catch(() => {}); // what was stopped says so
  }
}

/** @returns {string[]} what is wrong with one life */
export function complaints({ creates, key, outcomes, settled }, requests, checkouts) {
  const wrong = outcomes.flatMap(judge);
  if (!creates) return wrong;
  if (checkouts.length !== 1) wrong.push(`${checkouts.length} checkouts`);
  const keys = keysOf(requests);
  if (keys.length !== 1) wrong.push(`${keys.length} keys`);
  if (key && keys[0] !== key) wrong.push("another key than was given");
  if (settled.error) wrong.push(`at last: ${JSON.stringify(settled.error)}`);
  const told = [...outcomes, settled].flatMap(({ value }) => (value ? [value.checkout_id] : []));
  if (new Set(told).size > 1) wrong.push("two checkouts were told");
  return wrong;
}

function judge({ isPending, error, ms, late, limit }) {
  if (isPending) return ["it is pending for ever"];
  const overdue = late <= GRACE ? [] : [`${ms} ms, ${late} ms too late: the deadline was ${limit} ms`];
  return error && !CODES.includes(error.code) ? [...overdue, `${error.name} ${error.code}`] : overdue;
}
