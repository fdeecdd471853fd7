// What this tab remembers of a buyer's visit to a shop: the order's number, what was chosen, what
// was typed. It lets a second click find the same checkout, and a declined buyer find the form as
// it was.
import { newReference } from "../reference.js";

const key = (shop, what) => `${shop}:${what}`;

/** Storage may be switched off; then nothing is remembered, and each click is an order of its own. */
function storage(use) {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}

export function orderReference(shop) {
  const kept = storage((store) => store.getItem(key(shop, "reference")));
  if (kept) return kept;
  const fresh = newReference(shop);
  storage((store) => store.setItem(key(shop, "reference"), fresh));
  return fresh;
}

export const rememberOrder = (shop) => storage((store) => store.setItem(key(shop, "order"), location.search));

export const rememberedOrder = (shop) => storage((store) => store.getItem(key(shop, "order"))) ?? "";

/**
 * A payment came to its end, whichever: paying again is a new order. Once paid, there is nothing to
 * come back to.
 */
export function endOrder(shop, { paid }) {
  const over = paid ? ["reference", "order", "typed"] : ["reference"];
  storage((store) => over.forEach((what) => store.removeItem(key(shop, what))));
}

/** Not among what is kept: identity numbers. */
const KEPT = ["buyer.first_name", "buyer.last_name", "buyer.mobile_number", "buyer.email"];

export function rememberTyping(shop, form) {
  const typed = JSON.parse(storage((store) => store.getItem(key(shop, "typed"))) ?? "{}");
  for (const name of KEPT) if (name in typed) form.elements[name].value = typed[name];
  form.addEventListener("input", ({ target }) => {
    if (!KEPT.includes(target.name)) return;
    typed[target.name] = target.value;
    storage((store) => store.setItem(key(shop, "typed"), JSON.stringify(typed)));
  });
}
