// The storefront's job as a merchant would write it without jeelpay-checkout: ky and zod/mini.
import * as z from "zod/mini";
import { CheckoutError, failure } from "./error.js";
import { api } from "./http.js";
import { Checkout, Details, isSafe, read } from "./reply.js";
import { validate } from "./validate.js";

export { CheckoutError, validate };

export function createClient(options) {
  const http = api(options);
  const origins = options.redirectOrigins ?? [];

  async function call(path, schema, init) {
    try {
      return await read(schema, await http(path, init));
    } catch (error) {
      throw error instanceof CheckoutError ? error : await failure(error, init.signal);
    }
  }

  async function create(
    kind,
    path,
    request,
    { idempotencyKey = crypto.randomUUID(), signal, redirect } = {},
  ) {
    const { body, issues } = validate(kind, request);
    if (issues) throw new CheckoutError("invalid_request", "the request is not valid", { issues });
    const headers = { "idempotency-key": idempotencyKey };
    const checkout = await call(path, Checkout, { method: "post", json: body, headers, signal });
    if (!isSafe(checkout.redirect_url, origins))
      throw new CheckoutError("unsafe_redirect", "the answer leads elsewhere", { txId: checkout.tx_id });
    if (redirect ?? "document" in globalThis) location.assign(checkout.redirect_url);
    return { ...checkout, idempotency_key: idempotencyKey };
  }

  return {
    createCheckout: (request, call) => create("items", "v3/checkout", request, call),
    createSchoolingCheckout: (request, call) => create("schooling", "v3/checkout/schooling", request, call),
    async getCheckout(id, { signal } = {}) {
      if (!z.uuid().safeParse(id).success)
        throw new CheckoutError("invalid_request", "the id is not a checkout's");
      return { checkout_id: id, ...(await call(`v3/checkout/${id}`, Details, { signal })) };
    },
  };
}
