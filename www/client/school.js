// The script of the school's fee page.
import { createClient, validateSchoolingCheckout } from "jeelpay-checkout";
import { startCheckoutForm } from "./checkout-form.js";
import { hostedPageOrigins } from "./hosted-page.js";
import { startSelection } from "./selection.js";

const client = createClient({ baseUrl: "/school/api", redirectOrigins: hostedPageOrigins() });

const selection = startSelection(({ card }, count) => {
  const fields = card.querySelector("[data-fields]");
  fields.disabled = fields.hidden = count === 0;
});

document.querySelector(".children").addEventListener("change", ({ target }) => {
  if (target.matches("[data-choose]")) selection.choose(target.name, target.checked ? 1 : 0);
});

startCheckoutForm({
  shop: "school",
  validate: validateSchoolingCheckout,
  create: (draft) => client.createSchoolingCheckout(draft),
  isEmpty: selection.isEmpty,
});
