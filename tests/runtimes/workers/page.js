// The script of the stranger's page.
import { createCheckout } from "jeelpay-checkout";

const draft = {
  reference_id: "order_12345",
  buyer: { first_name: "Sara", mobile_number: "+966 51 234 5678", email: "" },
  items: [{ item_name: "Rust, from the ground up", quantity: 2, reference_id: "course-7" }],
};

document.querySelector("#pay").addEventListener("click", async () => {
  try {
    await createCheckout(draft, { baseUrl: "/api/jeelpay", redirectOrigins: [REDIRECT_ORIGIN] });
  } catch (error) {
    document.querySelector("#problem").textContent = `${error.code}: ${error.message}`;
  }
});
