// The merchant's side of the shop that is under test: prices, and what becomes of orders. The worker asks here.
import { once } from "node:events";
import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { ACTIVE_YEAR, SCHOOL_ENTITY } from "../support/sandbox.mjs";

export const PRICE = 450.25;

/** Every draft at one price. */
export const atOurPrice = ({ draft, kind }) =>
  kind === "items"
    ? { ...draft, items: draft.items.map((item) => ({ ...item, unit_price: PRICE })) }
    : { ...draft, students: draft.students.map(enrolled) };

const enrolled = (student) => ({
  ...student,
  entity_id: SCHOOL_ENTITY,
  educational_year_id: ACTIVE_YEAR,
  cost: 12_500,
});

/**
 * A test puts its own functions in place of `complete`, `status` and `return`; `events` has every call of
 * `onStatus`, those that threw included.
 */
export async function startMerchant() {
  const records = new Map();
  const merchant = { events: [], records, answers: {} };
  const defaults = {
    complete: atOurPrice,
    status: () => undefined,
    return: () => "/thanks",
  };
  merchant.usual = () => Object.assign(merchant, { answers: { ...defaults }, hold: undefined });
  merchant.usual();
  const server = createServer(async (request, response) => {
    response.end(JSON.stringify(await answer(merchant, request.url.slice(1), await json(request))));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  merchant.url = `http://127.0.0.1:${server.address().port}`;
  merchant.stop = () => {
    server.closeAllConnections();
    server.close();
  };
  /** What `onStatus` was told of a checkout. */
  merchant.told = (checkoutId) => merchant.events.filter((event) => event.checkout_id === checkoutId);
  return merchant;
}

async function answer(merchant, name, question) {
  if (name === "ledger") return step(merchant, question);
  if (name === "status") merchant.events.push(question);
  try {
    return { value: await merchant.answers[name](question) };
  } catch (error) {
    return {
      thrown: { message: error.message, code: error.code, issues: error.issues, isForeign: error.isForeign },
    };
  }
}

/** A step of the ledger whose records are here. `hold` sees each before it is done. */
async function step({ records, hold }, [method, key, expected, next]) {
  await hold?.(method, key, next);
  const found = records.get(key) ?? null;
  if (method === "swap" && found === expected) records.set(key, next);
  return found;
}
