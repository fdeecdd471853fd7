// The public functions, for whichever way of loading the module an entry has. Every decision is the module's.
import { toCheckoutError } from "./error.js";

/** The functions of the package, over a function that gives the loaded module. */
export function bind(load) {
  const run = runner(load);
  const call = (name) => (given, options) => run((wasm) => wasm[name](given, options));
  return {
    createCheckout: call("createCheckout"),
    createSchoolingCheckout: call("createSchoolingCheckout"),
    getCheckout: call("getCheckout"),
    waitForCheckout: call("waitForCheckout"),
    pendingCheckout: call("pendingCheckout"),
    validateCheckout: call("validateCheckout"),
    validateSchoolingCheckout: call("validateSchoolingCheckout"),
    preload: () => run(rehearse),
    createClient: (options) => clientOf(run, options),
  };
}

/** A client: the same functions, with the options given once. `{}` says that the call has its own. */
export function clientOf(run, options) {
  const call =
    (name) =>
    (given, own = {}) =>
      run((wasm) => wasm[name](given, options, own));
  return {
    createCheckout: call("createCheckout"),
    createSchoolingCheckout: call("createSchoolingCheckout"),
    getCheckout: call("getCheckout"),
    waitForCheckout: call("waitForCheckout"),
  };
}

/** An order of nobody's, with one of everything that a page may ask the module to read. */
const ORDER = {
  reference_id: "a",
  buyer: { first_name: "a", mobile_number: "+966 51 234 5678", email: "a@b.co", national_id: "1000000000" },
  items: [{ item_name: "a", quantity: 1, reference_id: "a" }],
  metadata: { a: "a", b: 1.5 },
};

/** Has the module go its road once, to just before anything is sent: what a first click would take long for is done. */
async function rehearse(wasm) {
  const fetch = () => {
    throw undefined;
  };
  try {
    await wasm.createCheckout(
      ORDER,
      { baseUrl: "/", maxRetries: 0, redirect: false, fetch },
      undefined,
      true,
    );
  } catch {}
}

/** Loads, runs, and makes a CheckoutError of whatever goes wrong. */
export function runner(load) {
  return async (work) => {
    try {
      return await work(await load());
    } catch (thrown) {
      throw toCheckoutError(thrown);
    }
  };
}
