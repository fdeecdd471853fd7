// The script of the course shop's page.
import { createClient, validateCheckout } from "jeelpay-checkout";
import { startCheckoutForm } from "./checkout-form.js";
import { hostedPageOrigins } from "./hosted-page.js";
import { startSelection } from "./selection.js";

const client = createClient({ baseUrl: "/courses/api", redirectOrigins: hostedPageOrigins() });

function showSeats({ card, most }, count) {
  const seats = card.querySelector("[data-seats]");
  seats.dataset.chosen = String(count > 0);
  seats.querySelector(".stepper-fewer").value = count - 1;
  seats.querySelector(".stepper-more").value = Math.min(count + 1, most);
}

const selection = startSelection(showSeats);

document.querySelector(".courses").addEventListener("click", (event) => {
  const button = event.target.closest("[data-seats] button");
  if (!button) return;
  event.preventDefault();
  selection.choose(button.name, Number(button.value));
  // The button which was pressed may just have disappeared; its successor takes the focus.
  const seats = button.closest("[data-seats]");
  if (button.offsetParent === null)
    seats.querySelector(seats.dataset.chosen === "true" ? ".stepper-more" : ".seats-add").focus();
});

startCheckoutForm({
  shop: "courses",
  validate: validateCheckout,
  create: (draft) => client.createCheckout(draft),
  isEmpty: selection.isEmpty,
});
