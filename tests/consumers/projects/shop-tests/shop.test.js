// What a shop tests of its own page, with the package as it is and the network played by a function.
import {
  createCheckout,
  createClient,
  isCheckoutError,
  validateCheckout,
  waitForCheckout,
} from "jeelpay-checkout";

const timers = globalThis.vi ?? import.meta.jest;
const ID = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c3a01";
const DRAFT = {
  reference_id: "order_1",
  buyer: { mobile_number: "512345678" },
  items: [{ item_name: "Rust, from the ground up", quantity: 1, reference_id: "course-7" }],
};

/** Answers as the shop's functions would, and keeps what was asked. */
function network(...replies) {
  const asked = [];
  const fetch = async (request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`);
    return new Response(JSON.stringify(replies.length > 1 ? replies.shift() : replies[0]), {
      headers: { "content-type": "application/json" },
    });
  };
  return { asked, options: { baseUrl: "https://shop.example/api/jeelpay", fetch } };
}

afterEach(() => timers.useRealTimers());

for (const clock of ["real", "fake"]) {
  describe(`with ${clock} timers`, () => {
    beforeEach(() => {
      if (clock === "fake") timers.useFakeTimers();
    });

    test("an order is checked", async () => {
      const issues = await validateCheckout({ ...DRAFT, items: [] });
      expect(issues.map(({ path }) => path)).toEqual(["items"]);
    });

    test("a checkout is created, and the buyer sent there", async () => {
      const { asked, options } = network({ checkout_id: ID, redirect_url: "https://checkout.jeel.co/x" });
      const went = [];
      const checkout = await createCheckout(DRAFT, { ...options, redirect: (url) => went.push(url) });
      expect(checkout.checkout_id).toBe(ID);
      expect([asked, went]).toEqual([["POST /api/jeelpay/v3/checkout"], ["https://checkout.jeel.co/x"]]);
    });

    test("a refusal is told", async () => {
      const error = await createClient({ baseUrl: "https://shop.example" })
        .createCheckout({})
        .catch((thrown) => thrown);
      expect([isCheckoutError(error), error.code]).toEqual([true, "invalid_request"]);
    });
  });
}

test("a wait goes on when the fake clock does", async () => {
  timers.useFakeTimers();
  const { asked, options } = network(
    { checkout_id: ID, status: "PENDING" },
    { checkout_id: ID, status: "SUCCEEDED" },
  );
  const waiting = waitForCheckout(ID, options);
  let ended;
  waiting.then((details) => (ended = details));
  for (let minute = 0; minute < 10 && !ended; minute += 1) await timers.advanceTimersByTimeAsync(1_000);
  expect([ended?.status, asked.length]).toEqual(["SUCCEEDED", 2]);
});
