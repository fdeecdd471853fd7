// The idempotency keys of a server client's caller: the API answers a key that is used again with what came of its first
// order, whatever is ordered then.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createServerClient } from "jeelpay-checkout/edge";
import { ACTIVE_YEAR, SCHOOL_ENTITY } from "../support/sandbox.mjs";

const urls = { redirect_url: "https://shop.example/back", notification_url: "https://shop.example/hook" };
const buyer = { mobile_number: "512345678" };
const order = (reference_id) => ({
  reference_id,
  buyer,
  items: [{ item_name: "A", quantity: 1, unit_price: 1, reference_id: "a" }],
  urls,
});
const fees = {
  buyer,
  urls,
  students: [
    {
      name: "Omar",
      national_id: "1098765432",
      entity_id: SCHOOL_ENTITY,
      educational_year_id: ACTIVE_YEAR,
      cost: 1,
    },
  ],
};

/** A client, and the key of each order that it sends. */
function clientWith(given = {}) {
  const sent = [];
  const client = createServerClient({
    apiUrl: "https://api.shop.example",
    authUrl: "https://auth.shop.example/oauth2/token",
    clientId: "id",
    clientSecret: "secret",
    fetch: async (request) => {
      if (request.url.endsWith("/oauth2/token"))
        return Response.json({ access_token: "token", expires_in: 300 });
      sent.push(request.headers.get("idempotency-key"));
      return Response.json({
        checkout_id: crypto.randomUUID(),
        redirect_url: "https://checkout.jeel.co/x",
      });
    },
    ...given,
  });
  return { ...client, sent };
}

test("a key that is used for another order is refused, and nothing is sent", async () => {
  const { createCheckout, sent } = clientWith();
  const idempotencyKey = crypto.randomUUID();
  await createCheckout(order("1"), { idempotencyKey });
  const refused = { code: "idempotency_conflict", idempotencyKey, retryable: false };
  await assert.rejects(createCheckout(order("2"), { idempotencyKey }), refused);
  await assert.rejects(clientWith().createCheckout(order("2"), { idempotencyKey }), refused);
  await createCheckout(order("1"), { idempotencyKey });
  await createCheckout(order("2"), { idempotencyKey: crypto.randomUUID() });
  assert.deepEqual(sent.slice(0, 2), [idempotencyKey, idempotencyKey]);
  assert.equal(sent.length, 3);
});

test("a key is another one to other credentials, other hosts, and the other kind of order", async () => {
  const { createCheckout, createSchoolingCheckout } = clientWith();
  const idempotencyKey = crypto.randomUUID();
  await createCheckout(order("1"), { idempotencyKey });
  await createSchoolingCheckout(fees, { idempotencyKey });
  for (const given of [{ clientId: "another" }, { apiUrl: "https://api.another.example" }])
    await clientWith(given).createCheckout(order("2"), { idempotencyKey });
});

test("orders without a key are as many attempts", async () => {
  const { createCheckout, sent } = clientWith();
  for (const each of [order("1"), order("1"), order("2")]) await createCheckout(each);
  assert.equal(new Set(sent).size, 3);
});
