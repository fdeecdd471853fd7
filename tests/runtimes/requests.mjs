// Complete requests, with the fields in their documented order.

export const ITEMS = {
  reference_id: "order_12345",
  buyer: {
    first_name: "Sara",
    last_name: "Al-Qahtani",
    mobile_number: "512345678",
    email: "sara@example.com",
    national_id: "1012345678",
  },
  items: [
    {
      item_name: "Rust, from the ground up",
      quantity: 2,
      unit_price: 450.25,
      total_cost: 900.5,
      reference_id: "course-7",
    },
  ],
  urls: {
    redirect_url: "https://shop.example/thanks",
    notification_url: "https://shop.example/webhooks",
  },
  metadata: { campaign: "autumn" },
};

export const SCHOOLING = {
  reference_id: "fees_2026_77",
  buyer: { mobile_number: "512345678" },
  students: [
    {
      name: "Omar Al-Qahtani",
      national_id: "1098765432",
      entity_id: "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c3a01",
      educational_year_id: "7c9d1f60-2a44-4b8e-8a57-2b8f6f0d2026",
      cost: 18000,
    },
  ],
  urls: {
    redirect_url: "https://school.example/thanks",
    notification_url: "https://school.example/webhooks",
  },
};
