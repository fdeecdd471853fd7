// Waiting, as JavaScript does it: timers, signals, whatever promises there are. The module says what it waits for and is
// told what came of it. Futures in the module would do the same in several times the bytes, and where the module traps,
// an async function rejects: its caller's promise cannot stay pending.
//
// A wish is a function that is given `tell`, calls it once with how the wait has ended and what came of it, and gives
// back what ends the wait before that. Foreign objects may do anything when they are touched: what they throw is caught.

/** How a wait has ended, as `Event::read` in wish.rs knows it. */
const BEGUN = 0;
const DONE = 1;
const FAILED = 2;
const OVER = 3;
const ABORTED = 4;

/** The longest that timers can do, in ms; they fire at once above it. */
const LONGEST = 0x7fffffff;

/** Lets the journey of that number go on whenever what it waits for has come, until it ends. */
export async function travel(exports, journey) {
  let how = BEGUN;
  let what;
  await undefined; // whoever has called goes on first
  for (;;) {
    let next;
    try {
      next = exports.step(journey, how, what);
    } catch (thrown) {
      // What was in the middle of something cannot go on, and must not be joined any more: that is found out by asking.
      attempt(() => exports.step(journey, how, what));
      throw thrown;
    }
    if (typeof next !== "function") return next;
    // Resolved with nothing: whatever has come might have a `then`.
    await new Promise((goOn) => {
      next((ended, came) => {
        how = ended;
        what = came;
        goOn();
      });
    });
  }
}

/** Waits for the work to be done, no longer than `ms`, and until a signal aborts. What was not waited for is aborted. */
function within(work, ms, signals = [], controller) {
  return (tell) => {
    let timer;
    let isOver = false;
    const end = (how, what) => {
      if (isOver) return;
      isOver = true;
      attempt(() => clearTimeout(timer));
      listen("removeEventListener");
      if (how >= OVER) attempt(() => controller?.abort());
      tell(how, what);
    };
    // A signal that cannot be listened to ends nothing; the timer still does.
    const listen = (method) => signals.forEach((signal) => attempt(() => signal[method]("abort", aborted)));
    const aborted = () => {
      const signal = signals.find(hasAborted);
      if (signal)
        end(
          ABORTED,
          attempt(() => signal.reason),
        );
    };

    aborted();
    if (isOver) return;
    listen("addEventListener");
    // The work begins first, because whoever has clicked waits for it; what fails at once has ended here.
    if (work) settle(work, end);
    if (isOver) return;
    if (ms !== undefined) timer = attempt(() => setTimeout(() => end(OVER), Math.min(ms, LONGEST)));
    return end;
  };
}

const hasAborted = (signal) => attempt(() => signal.aborted);

/** Whether one of them has. */
export const haveAborted = (signals) => signals.some(hasAborted);

async function settle(work, end) {
  try {
    end(DONE, await work());
  } catch (thrown) {
    end(FAILED, thrown);
  }
}

function attempt(work) {
  try {
    return work();
  } catch {}
}

/** Nothing but time; if wanted, only until somebody sees the page again. */
export const pause = (ms, signals, untilSeen) => within(untilSeen ? seen : undefined, ms, signals);

let soon;

/** One listener for all who wait. Whoever has come back to the page wants to know. */
const seen = () =>
  (soon ??= new Promise((resolve) => {
    const end = () => {
      soon = undefined;
      resolve();
    };
    document.addEventListener("visibilitychange", end, { once: true });
  }));

/** What a function of the caller's gives. */
export const ask = (work, ms, signals) => within(() => work(), ms, signals);

/** Under a test runner, or in an old engine, the classes may be missing that a request is made of. */
export const canSend = () => typeof Request === "function" && typeof Headers === "function";

/** An answer as the text of its parts; nothing of what is no answer. */
export function send(request, given, ms, signals, controller) {
  return within(() => exchange(request, given), ms, signals, controller);
}

async function exchange(request, given) {
  // The global one as it is at the time of the call, so that a page's own wrapper is honoured.
  const response = await (given ? given(request) : fetch(request));
  const status = attempt(() => response.status);
  if (typeof status !== "number") return;
  const header = (name) => line(attempt(() => response.headers.get(name)));
  return `${status}\n${header("tx_id")}\n${header("retry-after")}\n${json(await response.text())}`;
}

/** Longer headers are not read: no documented one is near it. In UTF-16 units. */
const MAX_HEADER = 200;

/** A header that can stand on a line; nothing of any other, which only what imitates a Response can have. */
const line = (header) =>
  typeof header === "string" && header.length <= MAX_HEADER && !header.includes("\n") ? header : "";

/** Longer bodies are not looked at: no documented answer is near it. In UTF-16 units. */
const MAX_BODY = 1_000_000;

/** Text that is JSON; nothing of any other. */
function json(text) {
  if (typeof text !== "string" || text.length > MAX_BODY) return "";
  return attempt(() => (JSON.parse(text), text)) ?? "";
}

/** What becomes of a promise of our own, which ends by itself. */
export const settled = (promise) => within(() => promise);

/**
 * A promise that is rejected with the record of an error. `Promise.reject` would be the page's, or zone.js's, which
 * takes a promise that it has made for uncaught when nobody has asked about it at once.
 */
export const rejected = async (record) => {
  throw record;
};

/** For futures: the promise of how a wait has ended, and what came of it. */
export const ended = (wish) => new Promise((resolve) => wish((how, came) => resolve([how, came])));
