// The one claim of these suites: a promise settles in time, and if it is rejected, then with a CheckoutError.
import assert from "node:assert/strict";
import { after, afterEach } from "node:test";
import { createCheckout, isCheckoutError, validateCheckout } from "jeelpay-checkout";
import { ITEMS, SCHOOLING } from "../runtimes/requests.mjs";
import { keepOrder } from "../support/transcript.mjs";

/** What is pending is pending for ever; what is late is a busy machine's. */
const PATIENCE_MS = 60_000;

const astray = [];
process.on("unhandledRejection", (reason) => astray.push(["unhandled rejection", reason]));
process.on("uncaughtException", (error) => astray.push(["uncaught exception", error]));

let count = 0;

/** What came of the calls: `{ value }` or `{ error }`. */
export async function settled(name, call) {
  count += 1;
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, "late");
  });
  const outcome = await Promise.race([attempt(call), late]);
  clearTimeout(timer);
  assert.notEqual(outcome, "late", `${name}: the promise is still pending`);
  if ("error" in outcome) assertOurs(name, outcome.error);
  return outcome;
}

/** The value is wrapped, so that nothing it may have called `then` is run here. */
function attempt(call) {
  try {
    return call().then(
      (value) => ({ value }),
      (error) => ({ error }),
    );
  } catch (thrown) {
    return assert.fail(`threw instead of rejecting: ${String(thrown?.message)}`);
  }
}

[ITEMS, SCHOOLING].forEach(keepOrder);

function assertOurs(name, error) {
  if (!isCheckoutError(error)) {
    throw new assert.AssertionError({ message: `${name}: rejected with something else`, actual: error });
  }
  assert.equal(typeof error.code, "string", name);
  assert.doesNotMatch(error.message, /please report this/, `${name}: the module failed`);
  assert.ok(error instanceof Error && Array.isArray(error.errors) && Array.isArray(error.issues), name);
}

/** Calls `test` for each; so many at once that hanging ones hang together. */
export async function each(all, test) {
  const AT_ONCE = 50;
  for (let from = 0; from < all.length; from += AT_ONCE) {
    await Promise.all(all.slice(from, from + AT_ONCE).map(test));
  }
}

/** A `fetch` of a far side where all is well. */
export const WELL = async (request) =>
  Response.json(
    request.method === "GET"
      ? { status: "SUCCEEDED" }
      : {
          checkout_id: "0b5e7a52-6f0e-4d55-9b5b-000000000001",
          redirect_url: "https://checkout.jeel.co/x",
        },
  );

export const ID = "0b5e7a52-6f0e-4d55-9b5b-000000000001";
export const OPTIONS = { baseUrl: "https://shop.example", fetch: WELL, maxRetries: 0, timeout: 30 };

async function assertModuleWorks() {
  assert.deepEqual(await validateCheckout(ITEMS), []);
  assert.equal((await createCheckout(ITEMS, { ...OPTIONS, timeout: 5_000 })).checkout_id, ID);
}

afterEach(assertModuleWorks);
after(() => console.log(`${count} calls have settled`));

// What goes astray may come late, but not after the process has nothing left to do.
process.on("exit", () => {
  if (astray.length === 0) return;
  console.error("went astray:", astray);
  process.exitCode = 1;
});
