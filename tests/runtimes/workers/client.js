// Calls a server client as it is told, so that tests can ask anything of the package inside workerd.
import { isCheckoutError, VERSION } from "jeelpay-checkout";
import { createServerClient } from "jeelpay-checkout/edge";

/** One client for each set of options, kept between requests as a worker keeps it. */
const clients = new Map();

export default {
  async fetch(request) {
    if (request.method === "GET") return Response.json({ version: VERSION });
    const { options, calls } = await request.json();
    const client = clientFor(options);
    const settled = await Promise.allSettled(calls.map(([method, ...args]) => client[method](...args)));
    return Response.json(settled.map(describe));
  },
};

function clientFor(options) {
  const key = JSON.stringify(options);
  if (!clients.has(key)) clients.set(key, createServerClient(options));
  return clients.get(key);
}

function describe({ value, reason }) {
  if (reason === undefined) return { value };
  const { name, message, code, status, txId, errors } = reason;
  const isOurs = isCheckoutError(reason);
  return { error: { name, message, code, status, txId, errors, isCheckoutError: isOurs } };
}
