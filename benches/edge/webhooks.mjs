// What the provider sends, and worse: every end again and again, PENDING when it is over, and forgeries.
import { createHmac } from "node:crypto";
import { COURSES } from "../../tests/support/sandbox.mjs";

export const ENDS = ["SUCCEEDED", "REJECTED", "EXPIRED"];

/** Every so many deliveries, one is forged, and one is a PENDING that comes late. */
const FORGED_EVERY = 10;
const LATE_EVERY = 5;

/** So many deliveries for checkouts that have come to their `end`. The order is the same in every run. */
export function deliveriesFor(checkouts, count) {
  const deliveries = Array.from({ length: count }, (_, index) => {
    const checkout = checkouts[index % checkouts.length];
    return Math.floor(index / checkouts.length) % FORGED_EVERY === FORGED_EVERY - 1
      ? delivery(checkout.id, otherThan(checkout.end), "a guess")
      : delivery(checkout.id, isLate(index, checkouts) ? "PENDING" : checkout.end, COURSES.clientSecret);
  });
  return shuffled(deliveries);
}

const isLate = (index, checkouts) => index >= checkouts.length && index % LATE_EVERY === 0;
const otherThan = (end) => ENDS[(ENDS.indexOf(end) + 1) % ENDS.length];

function delivery(checkout_id, status, secret) {
  const body = JSON.stringify({ checkout_id, status, checkout_type: "ITEMS" });
  const signature = createHmac("sha256", secret).update(body).digest("base64");
  return { body, signature, isForged: secret !== COURSES.clientSecret };
}

function shuffled(list) {
  for (let at = list.length - 1, seed = 1; at > 0; at--) {
    seed = (seed * 48_271) % 2_147_483_647;
    const other = seed % (at + 1);
    [list[at], list[other]] = [list[other], list[at]];
  }
  return list;
}
