// What a shop's page does. The test says by the page's address what differs from one to the next.
import { createCheckout, validateCheckout, VERSION } from "jeelpay-checkout";

export { VERSION };

/** How many issues an empty order has, or why nobody can tell. */
export const check = () =>
  validateCheckout({}).then(
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
  return createCheckout(draft, { baseUrl: "/api/jeelpay", redirectOrigins: [asked.get("hosted")] });
}
