// What is ordered. No two are the same: a page sends the same order once.

let orders = 0;

/** What a storefront's form gives. */
export const draft = () => ({
  reference_id: `order_${++orders}`,
  buyer: { first_name: "Sara", mobile_number: "512345678", email: "sara@example.com", national_id: "" },
  items: [{ item_name: "Rust, from the ground up", quantity: 2, reference_id: "course-7" }],
});

/** Everything the API takes, of so many items. */
export const complete = (count) => ({
  ...draft(),
  items: Array.from({ length: count }, (_, index) => item(index)),
  urls: {
    redirect_url: "https://shop.example/thanks",
    notification_url: "https://shop.example/webhooks",
  },
});

const item = (index) => {
  const quantity = 1 + (index % 7);
  return {
    item_name: `Course ${index}: Rust, from the ground up`,
    quantity,
    unit_price: 350.25,
    total_cost: 350.25 * quantity,
    reference_id: `course-${index}`,
  };
};

/** What the API answers. */
export const ANSWER = JSON.stringify({
  checkout_id: "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c3a01",
  redirect_url: "https://checkout.jeel.co/pay/0b5e7a52",
});
