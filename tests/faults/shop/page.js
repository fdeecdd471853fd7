// One button, and how many. The address may have a reference for the order.
import { createCheckout } from "jeelpay-checkout";

const quantity = document.querySelector("input");
const order = () => ({
  reference_id: new URLSearchParams(location.search).get("order"),
  buyer: { mobile_number: "+966 51 234 5678" },
  items: [
    { item_name: "Rust, from the ground up", quantity: quantity.valueAsNumber, reference_id: "course-7" },
  ],
});

// With all the time there is: what ends a call is never the clock.
const options = {
  baseUrl: "/api/jeelpay",
  redirectOrigins: [REDIRECT_ORIGIN],
  timeout: 600_000,
  deadline: 600_000,
};

const output = document.querySelector("output");

document.querySelector("button").addEventListener("click", async () => {
  output.textContent = "";
  try {
    await createCheckout(order(), options);
  } catch (error) {
    output.textContent = error.retryable ? "again, please" : error.code;
    globalThis.failed?.(error.code);
  }
});

addEventListener("pageshow", ({ persisted }) => (globalThis.wasRestored = persisted));
