// What an answer must have, and where a buyer may be sent.
import * as z from "zod/mini";
import { CheckoutError } from "./error.js";

export const Checkout = z.object({
  checkout_id: z.uuid(),
  redirect_url: z.url(),
  reference_id: z.optional(z.string()),
});
export const Details = z.object({ status: z.string() });

/** The body of a success, with the transaction that support asks for. */
export async function read(schema, response) {
  const txId = response.headers.get("tx_id") ?? undefined;
  const body = await response.json().catch(() => undefined);
  const { success, data } = schema.safeParse(body);
  if (!success)
    throw new CheckoutError("invalid_response", "the answer is not a checkout's", {
      status: response.status,
      txId,
    });
  return { ...data, tx_id: txId };
}

/** The provider's own pages, and those of the origins that the merchant named. */
export function isSafe(address, origins) {
  const { protocol, hostname, port, origin, username } = new URL(address);
  const isProvider = protocol === "https:" && port === "" && /^(.+\.)?jeel\.co$/.test(hostname);
  return username === "" && (isProvider || origins.includes(origin));
}
