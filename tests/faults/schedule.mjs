// Random schedules of faults, each made of a seed and nothing else.
import { COURSES, SCHOOL } from "../support/sandbox.mjs";
import { ITEMS, SCHOOLING } from "../runtimes/requests.mjs";

const CREATES = [
  { method: "createCheckout", group: COURSES, order: ITEMS },
  { method: "createSchoolingCheckout", group: SCHOOL, order: SCHOOLING },
];
const QUESTIONS = ["getCheckout", "waitForCheckout"].map((method) => ({
  method,
  group: COURSES,
  order: ITEMS,
}));

const STATUSES = [302, 400, 401, 403, 404, 408, 409, 429, 500, 502, 503, 504];
const FIELDS = ["checkout_id", "redirect_url", "status", "metadata"];
const MOST_FAULTS = 5;

/** @param {number} seed of 32 bits; the same one makes the same schedule */
export function scheduleOf(seed) {
  const random = generator(seed);
  const creates = random.next() < 0.8;
  return {
    seed,
    creates,
    ...random.of(creates ? CREATES : QUESTIONS),
    faults: Array.from({ length: random.upTo(MOST_FAULTS) }, () => faultOf(random)),
    options: {
      timeout: 150 + random.upTo(350),
      maxRetries: random.upTo(4),
      deadline: 300 + random.upTo(1_500),
    },
    wait: { timeout: 300 + random.upTo(1_500) },
    /** How often somebody clicks, and how many clicks come at once. */
    clicks: 1 + random.upTo(2),
    atOnce: random.next() < 0.3 ? 2 : 1,
  };
}

function faultOf(random) {
  return random.of([
    () => ({ fault: "status", status: random.of(STATUSES) }),
    () => ({ fault: "status", status: random.of([429, 503]), retry_after: random.of(["0", "1", "60"]) }),
    () => ({ fault: "delay", delay_ms: random.upTo(700) }),
    () => ({ fault: "missing_field", field: random.of(FIELDS) }),
    ...[
      "in_flight",
      "reset",
      "hang",
      "junk",
      "lost_reply",
      "reset_mid_body",
      "truncated_json",
      "wrong_types",
    ].map((fault) => () => ({ fault })),
  ])();
}

/** Mulberry32: small, and good enough to choose among faults. */
function generator(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (most) => Math.floor(next() * (most + 1));
  return { next, upTo, of: (choices) => choices[upTo(choices.length - 1)] };
}
