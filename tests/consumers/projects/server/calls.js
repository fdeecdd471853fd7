// What a server does with the package, whichever way it was imported: told as JSON, for the test to look at; and so are
// the words of what it throws meanwhile.
import { recordErrors } from "./record.js";

const thrown = [];
recordErrors((words) => thrown.push(words));

const order = (reference_id) => ({
  reference_id,
  buyer: { mobile_number: "512345678" },
  items: [{ item_name: "Rust, from the ground up", quantity: 2, reference_id: "course-7" }],
});

const complete = (draft) => ({
  ...draft,
  items: draft.items.map((item) => ({ ...item, unit_price: 450.25 })),
  urls: { redirect_url: "https://shop.example/thanks", notification_url: "https://shop.example/webhooks" },
});

/** Uses every part of the package once. */
export async function useAll({ storefront, edge, sandbox, name }) {
  const config = {
    apiUrl: sandbox,
    authUrl: `${sandbox}/oauth2/token`,
    redirectOrigins: [sandbox],
    clientId: "sandbox-courses",
    clientSecret: "sandbox-courses-secret",
  };
  const created = await edge.createServerClient(config).createCheckout(complete(order(`${name}, client`)));
  const { get, swap } = edge.memoryLedger(); // as it is, it warns that it forgets
  const handler = edge.createEdgeHandler({
    ...config,
    ledger: { get, swap },
    completeCheckout: complete,
    returnUrl: "/thanks",
  });
  const reply = await handler(posted(order(`${name}, handler`)));
  const webhook = JSON.stringify({ checkout_id: created.checkout_id, status: "SUCCEEDED" });
  const signature = await edge.signWebhook(webhook, "secret");
  const refusal = await storefront
    .createCheckout({}, { baseUrl: "https://shop.example" })
    .catch((error) => error);
  return {
    version: storefront.VERSION,
    status: reply.status,
    checkouts: [created.checkout_id, (await reply.json()).checkout_id],
    event: (await edge.verifyWebhook({ body: webhook, signature }, "secret")).type,
    refusal: [edge.isCheckoutError(refusal), refusal.code],
    thrown,
  };
}

function posted(draft) {
  const headers = { "content-type": "application/json", origin: "https://shop.example" };
  const init = { method: "POST", headers, body: JSON.stringify(draft) };
  return new Request("https://shop.example/api/jeelpay/v3/checkout", init);
}
