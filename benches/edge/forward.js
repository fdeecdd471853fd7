// A bare forwarding Worker: prices in, token added, answer out. It keeps nothing, checks nothing, repeats nothing.
const PRICE = 450.25;

export const priced = (draft) => ({
  ...draft,
  items: draft.items.map((item) => ({ ...item, unit_price: PRICE, total_cost: PRICE * item.quantity })),
});

let token;

async function tokenOf({ authUrl, clientId, clientSecret }) {
  const body = new URLSearchParams({
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: "client_credentials",
  });
  const reply = await fetch(authUrl, { method: "POST", body });
  return (await reply.json()).access_token;
}

export async function forward(request, options) {
  token ??= await tokenOf(options);
  const { origin } = new URL(request.url);
  const urls = { redirect_url: `${origin}/thanks`, notification_url: `${origin}/webhooks` };
  const reply = await fetch(`${options.apiUrl}/v3/checkout`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "idempotency-key": crypto.randomUUID(),
    },
    body: JSON.stringify({ ...priced(await request.json()), urls }),
  });
  return new Response(reply.body, reply);
}
