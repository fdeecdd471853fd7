// What the far side received and holds, and what happens there without the buyer's page.
import assert from "node:assert/strict";
import { SANDBOX_URL } from "./stage.mjs";

async function control(path, body) {
  const init = body && {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const reply = await fetch(`${SANDBOX_URL}/_sandbox/${path}`, init);
  assert.ok(reply.ok, `${path}: ${reply.status}`);
  return (await reply.text().then((text) => text && JSON.parse(text))) || undefined;
}

export const checkoutAt = (id) => control(`checkouts/${id}`);

/** Every checkout that was created for one order of the merchant's. */
export async function checkoutsOfOrder(reference) {
  const all = await control("checkouts");
  return all.filter(({ request }) => request.reference_id === reference);
}

/** The decision, made without the buyer coming back. */
export const decide = (id, status) => control(`checkouts/${id}/status`, { status });
