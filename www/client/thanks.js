// The script of the return page: asks what became of the payment, and says so. Nothing in the
// address counts but the checkout's id; a status written there is anybody's claim.
import { createClient, isCheckoutError, pendingCheckout } from "jeelpay-checkout";
import { isEnd, outcomeOf } from "../outcome.js";
import { endOrder, rememberedOrder } from "./visit.js";

const PATIENCE = 90_000;

const { shop } = document.querySelector("[data-shop]").dataset;
const client = createClient({ baseUrl: `/${shop}/api` });

const place = document.querySelector("[data-outcome]");

function show(name, reference) {
  if (place.dataset.outcome === name) return;
  place.dataset.outcome = name;
  place.replaceChildren(document.querySelector(`template[data-state="${name}"]`).content.cloneNode(true));
  document.title = document.title.replace(/^[^·]*(?= ·)/, place.querySelector("h1").textContent);
  const back = place.querySelector("[data-back-to-order]");
  if (back) back.href = `/${shop}/${rememberedOrder(shop)}`;
  if (reference) showOrder(reference);
}

function showOrder(reference) {
  const line = place.querySelector("[data-order]");
  line.querySelector("[data-order-reference]").textContent = reference;
  line.hidden = false;
}

function showDetails({ status, reference_id }) {
  if (isEnd(status)) endOrder(shop, { paid: status === "SUCCEEDED" });
  show(outcomeOf(status), reference_id);
}

function showFailure(error) {
  const code = isCheckoutError(error) ? error.code : "unavailable";
  if (code === "not_found" || code === "invalid_request") return show("missing");
  // Only a payment that is known to be pending can take long; of another we know nothing.
  show(code === "timeout" && place.dataset.outcome === "pending" ? "slow" : "failure");
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

place.addEventListener("click", (event) => {
  if (!event.target.closest("[data-retry]")) return;
  event.preventDefault();
  watch();
  // The button is gone; what replaced it takes the focus.
  place.querySelector("h1").focus();
});

watch();
