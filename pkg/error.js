// The error class. It lives here, and not in the module, so that errors are made where they have a stack,
// and exist even when the module cannot be loaded.

/** Marks our errors across copies of this package, realms and minifiers, where `instanceof` fails. */
const BRAND = Symbol.for("jeelpay-checkout.CheckoutError");

export class CheckoutError extends Error {
  constructor({ message, cause, ...details }) {
    super(`jeelpay-checkout: ${message}`, cause === undefined ? undefined : { cause });
    define(this, { errors: [], issues: [], retryable: false, ...details });
  }

  get name() {
    return "CheckoutError";
  }

  get [BRAND]() {
    return true;
  }
}

/** Assigning would call a setter, or fail at a frozen member, that somebody has put on a prototype. */
function define(target, members) {
  for (const name of Object.keys(members)) {
    const value = members[name];
    const descriptor = { __proto__: null, value, configurable: true, enumerable: true, writable: true };
    Object.defineProperty(target, name, descriptor);
  }
}

export function isCheckoutError(value) {
  try {
    return typeof value === "object" && value !== null && value[BRAND] === true;
  } catch {
    return false;
  }
}

/** What the module rejects with is a record; anything else that comes out of it is a defect of ours. */
export function toCheckoutError(thrown) {
  if (isCheckoutError(thrown)) return thrown;
  if (typeof thrown?.code === "string") return new CheckoutError(thrown);
  return wasmUnavailable("the module failed; please report this", thrown);
}

export function wasmUnavailable(message, cause) {
  return new CheckoutError({ code: "wasm_unavailable", message, cause });
}
