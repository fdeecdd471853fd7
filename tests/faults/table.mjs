// What each fault comes to: the one table of expectations, for every call and every runtime. Its numbers of requests are
// those that the client makes.

/** How long one attempt may take where the far side is not to be waited for, in ms. */
export const SHORT = 2_000;

const PASSING = ["unavailable", "timeout", "rate_limited"];

const succeeds = (requests) => ({ requests: range(requests) });
const fails = (code, requests, { status, id } = {}) => ({
  error: { code, status, id, retryable: PASSING.includes(code) || id === "IDEMPOTENCY-001" },
  requests: range(requests),
});
const range = (count) => (Array.isArray(count) ? count : [count, count]);

/** A wait that is over in time, having asked at least once. What failed at last is told. */
const waitsInVain = (told) => fails("timeout", [1, 9], told);

/**
 * What passes is tried again, twice, and asked through while waiting: once is no harm, always is told as `code`.
 * `isSentAgain` is whether a browser may send such a request again by itself; `pause` is what the caller is asked to
 * wait, in ms, and `isDated` whether it is asked to wait until a date.
 */
function passing(
  fault,
  rule,
  code,
  { isSentAgain, isDated, options, pause = 0, requests = 3, ...told } = {},
) {
  const row = { fault, rule, options, pause, isDated, isSentAgain };
  const always = fails(code, requests, told);
  return [
    { ...row, times: 1, ...all(succeeds(2)) },
    { ...row, times: 99, create: always, get: always, wait: waitsInVain(told) },
  ];
}

/** What will not pass is told at once, however long it was meant to last. */
function final(fault, rule, code, told) {
  const outcome = fails(code, 1, told);
  return [{ fault, rule, times: 99, create: outcome, get: outcome, wait: outcome }];
}

/** A field that is missing once: `needed` by which calls? Where it is not, what is there is told without it. */
function missing(field, outcomes) {
  return [{ fault: `no ${field}`, rule: { fault: "missing_field", field }, times: 1, ...outcomes }];
}

const without = succeeds(1);
const invalid = fails("invalid_response", 1, { status: 200 });
const status = (status, more) => ({ fault: "status", status, ...more });
const late = { fault: "delay", delay_ms: 2 * SHORT };

/** Far enough away that no machine is too busy to be told of it before. Of HTTP dates the smallest step is a second. */
const soon = () => new Date(Date.now() + 8_000).toUTCString();

/** `times` is how many requests the fault meets; a row has no outcome for a call that it cannot happen to. */
export const ROWS = [
  {
    fault: "connection refused",
    create: fails("unavailable", 0),
    get: fails("unavailable", 0),
    wait: fails("timeout", 0),
  },
  ...passing("reset before the body", { fault: "reset" }, "unavailable", { isSentAgain: true }),
  ...passing("reset in the middle of the body", { fault: "reset_mid_body" }, "unavailable"),
  ...passing("never answered", { fault: "hang" }, "timeout", { options: { timeout: SHORT } }),
  {
    fault: "answered after the timeout",
    rule: late,
    times: 1,
    options: { timeout: SHORT, maxRetries: 9 },
    // Until the first request is done with, its key is in flight.
    create: succeeds([2, 9]),
    get: succeeds(2),
    wait: succeeds(2),
  },
  {
    fault: "answered after the timeout",
    rule: late,
    times: 99,
    options: { timeout: SHORT },
    get: fails("timeout", 3),
    wait: waitsInVain(),
  },
  ...passing("408", status(408), "timeout", { status: 408, isSentAgain: true }),
  ...passing("429, Retry-After in seconds", status(429, { retry_after: "1" }), "rate_limited", {
    status: 429,
    pause: 1_000,
  }),
  {
    fault: "429, Retry-After in seconds",
    rule: status(429, { retry_after: "3600" }),
    times: 99,
    create: fails("rate_limited", 1, { status: 429 }),
    get: fails("rate_limited", 1, { status: 429 }),
    wait: fails("timeout", 1, { status: 429 }),
  },
  ...passing("429, Retry-After as a date", () => status(429, { retry_after: soon() }), "rate_limited", {
    status: 429,
    isDated: true,
  }),
  ...passing("500", status(500), "unavailable", { status: 500 }),
  ...passing("502 in HTML", status(502), "unavailable", { status: 502 }),
  ...passing("503", status(503), "unavailable", { status: 503 }),
  { fault: "401 once", rule: status(401), times: 1, ...all(succeeds(2)) },
  { fault: "401 always", rule: status(401), times: 99, ...all(fails("unauthorized", 2, { status: 401 })) },
  // The end of the first call with a key is asked for as long as there is time: every second, or every other.
  ...passing("IDEMPOTENCY-001", { fault: "in_flight" }, "rejected_by_api", {
    status: 400,
    id: "IDEMPOTENCY-001",
    options: { deadline: 10_500 },
    requests: [5, 11],
  }),
  ...final("truncated JSON", { fault: "truncated_json" }, "invalid_response", { status: 200 }),
  ...final("JSON of wrong types", { fault: "wrong_types" }, "invalid_response", { status: 200 }),
  ...missing("checkout_id", { create: invalid, get: without, wait: without }),
  ...missing("redirect_url", { create: invalid }),
  ...missing("creation_date", { create: without }),
  ...missing("checkout_type", { get: without, wait: without }),
  ...missing("status", { get: without, wait: succeeds(2) }),
  ...missing("reference_id", { create: without, get: without, wait: without }),
  ...missing("metadata", { create: without, get: without, wait: without }),
  ...final("1 MiB of junk", { fault: "junk" }, "invalid_response", { status: 200 }),
  ...final("a redirect", status(302), "invalid_response", { status: 302 }),
  ...passing("a reply lost after the work", { fault: "lost_reply" }, "unavailable", { isSentAgain: true }),
];

function all(outcome) {
  return { create: outcome, get: outcome, wait: outcome };
}
