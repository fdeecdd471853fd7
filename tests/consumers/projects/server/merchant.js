// A merchant's side: prices, and the edge handler, for whichever runtime imports it.
import { createEdgeHandler, memoryLedger } from "jeelpay-checkout/edge";

const PRICES = { "course-7": 450.25 };

/** The handler of a shop whose far side is the sandbox at this address. */
export const handlerFor = (sandbox) =>
  createEdgeHandler({
    apiUrl: sandbox,
    authUrl: `${sandbox}/oauth2/token`,
    redirectOrigins: [sandbox],
    clientId: "sandbox-courses",
    clientSecret: "sandbox-courses-secret",
    ledger: memoryLedger(),
    completeCheckout: (draft) => ({
      ...draft,
      items: draft.items.map((item) => ({ ...item, unit_price: PRICES[item.reference_id] })),
    }),
    returnUrl: "/thanks",
  });
