// What shop.js of the other pages does, by the README's slim.js, which loads the module as a file of its own.
import { validateCheckout, VERSION } from "jeelpay-checkout/slim";
import { load, pay as payBy } from "./slim.js";

export { VERSION };

export const check = () =>
  load()
    .then(() => validateCheckout({}))
    .then(
      (issues) => issues.length,
      ({ name, code, message }) => ({ name, code, message }),
    );

export function pay() {
  const asked = new URLSearchParams(location.search);
  const draft = {
    reference_id: asked.get("order"),
    buyer: { mobile_number: "+966 51 234 5678" },
    items: [{ item_name: "Rust, from the ground up", quantity: 2, reference_id: "course-7" }],
  };
  return payBy(draft, { baseUrl: "/api/jeelpay", redirectOrigins: [asked.get("hosted")] });
}
