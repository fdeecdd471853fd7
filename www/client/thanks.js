// The script of the return page: asks what became of the payment, and says so. Nothing in the
// address counts but the checkout's id; a status written there is anybody's claim.
import { createClient, isCheckoutError, pendingCheckout } from "jeelpay-checkout";
import { isEnd, outcomeOf } from "../outcome.js";
import { endOrder, rememberedOrder } from "./visit.js";

const PATIENCE = 90_000;

const { shop } = document.querySelector("[data-shop]").dataset;
const client = createClient({ baseUrl: `/${shop}/api` });

function show(name, reference) {
  const place = document.querySelector("[data-outcome]");
  if (place.dataset.outcome === name) return;
  place.dataset.outcome = name;
  place.replaceChildren(document.querySelector(`template[data-state="${name}"]`).content.cloneNode(true));
  document.title = document.title.replace(/^[^·]*(?= ·)/, place.querySelector("h1").textContent);
  place.querySelector("[data-retry]")?.addEventListener("click", (event) => {
    event.preventDefault();
    watch();
  });
  const back = place.querySelector("[data-back-to-order]");
  if (back) back.href = `/${shop}/${rememberedOrder(shop)}`;
  const order = place.querySelector("[data-order]");
  if (!order || !reference) return;
  order.querySelector("[data-order-reference]").textContent = reference;
  order.hidden = false;
}

function showDetails({ status, reference_id }) {
  if (isEnd(status)) endOrder(shop, { paid: status === "SUCCEEDED" });
  show(outcomeOf(status), reference_id);
}

function showFailure(error) {
  const code = isCheckoutError(error) ? error.code : "unavailable";
  if (code === "not_found" || code === "invalid_request") return show("missing");
  show(code === "timeout" ? "slow" : "failure");
}

async function watch() {
  show("loading");
  try {
    const id =
      new URLSearchParams(location.search).get("checkout_id") ?? (await pendingCheckout())?.checkout_id;
    if (!id) return show("missing");
    // Asked once on its own, for waiting bears with a bad connection where a buyer wants to hear of it.
    const details = await client.getCheckout(id);
    showDetails(details);
    if (!isEnd(details.status)) showDetails(await client.waitForCheckout(id, { timeout: PATIENCE }));
  } catch (error) {
    showFailure(error);
  }
}

watch();
