// For browsers without scripts: the store asks its own status route, as the page's script would.
import { outcomeOf } from "./outcome.js";

/** The buyer's cookie goes along, so nobody learns more here than the route itself would tell. */
function statusRequest(request, shop, id) {
  const address = new URL(`/${shop}/api/v3/checkout/${encodeURIComponent(id)}`, request.url);
  return new Request(address, { headers: { cookie: request.headers.get("cookie") ?? "" } });
}

/** The name of what the return page shows, and the order's number where it is known. */
export async function paymentStatus(handler, request, shop, context) {
  const id = new URL(request.url).searchParams.get("checkout_id");
  if (!id) return { name: "missing" };
  const reply = await handler(statusRequest(request, shop, id), context);
  if (reply.status === 404) return { name: "missing" };
  if (!reply.ok) return { name: "failure" };
  const { status, reference_id } = await reply.json();
  return { name: outcomeOf(status), reference: reference_id };
}
