// The API over ky: who is asked, for how long, and how often.
import ky, { isHTTPError } from "ky";
import { apiErrors } from "./error.js";

export function api({ baseUrl, accessToken, timeout = 15_000, maxRetries = 2 }) {
  return ky.create({
    prefixUrl: new URL(baseUrl, globalThis.location?.href),
    timeout,
    headers: accessToken ? { authorization: `Bearer ${accessToken}` } : {},
    retry: {
      limit: maxRetries,
      methods: ["get", "post"],
      statusCodes: [408, 429, 500, 502, 503, 504],
      maxRetryAfter: 30_000,
      backoffLimit: 8_000,
      jitter: true,
      retryOnTimeout: true,
      shouldRetry: async ({ error }) => (await isInFlight(error)) || undefined,
    },
  });
}

/** The first call with this key is still under way: the same one again will get its answer. */
async function isInFlight(error) {
  if (!isHTTPError(error) || error.response.status !== 400) return false;
  return (await apiErrors(error.response)).some(({ id }) => id === "IDEMPOTENCY-001");
}
