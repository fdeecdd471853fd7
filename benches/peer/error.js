// What callers are told.
import { isHTTPError, isTimeoutError } from "ky";

export class CheckoutError extends Error {
  name = "CheckoutError";

  constructor(code, message, { cause, ...details } = {}) {
    super(message, { cause });
    Object.assign(this, { code, errors: [], issues: [], retryable: false }, details);
  }
}

const CODES = { 401: "unauthorized", 404: "not_found", 408: "timeout", 429: "rate_limited" };
const PASSING = ["rate_limited", "timeout", "unavailable"];

/** The error that a failed call is. */
export async function failure(cause, signal) {
  if (signal?.aborted) return new CheckoutError("aborted", "the call was aborted", { cause: signal.reason });
  if (isHTTPError(cause)) return refusal(cause);
  const [code, message] = isTimeoutError(cause)
    ? ["timeout", "no answer in time"]
    : ["unavailable", "the network failed"];
  return new CheckoutError(code, message, { cause, retryable: true });
}

async function refusal(cause) {
  const { status, headers } = cause.response;
  const code = CODES[status] ?? (status >= 500 ? "unavailable" : "rejected_by_api");
  return new CheckoutError(code, `HTTP ${status}`, {
    cause,
    status,
    txId: headers.get("tx_id") ?? undefined,
    errors: await apiErrors(cause.response),
    retryable: PASSING.includes(code),
  });
}

/** A gateway may answer with anything. */
export async function apiErrors(response) {
  const body = await response
    .clone()
    .json()
    .catch(() => undefined);
  return Array.isArray(body?.errors) ? body.errors : [];
}
