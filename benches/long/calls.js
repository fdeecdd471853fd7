// Creates and questions without end, answered on the spot; and how much memory the module has by then.

const ID = "0b5e7a52-6f0e-4d55-9b5b-000000000001";
const CREATED = {
  checkout_id: ID,
  redirect_url: "https://checkout.jeel.co/x",
  metadata: { campaign: "autumn" },
};

const answer = async ({ method }) => Response.json(method === "POST" ? CREATED : { status: "PENDING" });

/** The memory of every module that is instantiated from now on: the package keeps it to itself. */
export function watchModules() {
  const memories = [];
  const { Instance } = WebAssembly;
  WebAssembly.Instance = class extends Instance {
    constructor(...args) {
      super(...args);
      memories.push(this.exports.memory);
    }
  };
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...args) => {
    const made = await instantiate.apply(WebAssembly, args);
    memories.push((made.instance ?? made).exports.memory);
    return made;
  };
  return () => memories.reduce((sum, memory) => sum + (memory?.buffer.byteLength ?? 0), 0);
}

/** Half of them create, each an order of its own; half of them ask. */
export async function makeCalls(createClient, first, count) {
  const client = createClient({ baseUrl: "https://shop.example/api", fetch: answer });
  for (let number = first; number < first + count; number += 2) {
    await client.createCheckout(order(number), { redirect: false });
    await client.getCheckout(ID);
  }
}

const order = (number) => ({
  reference_id: `order_${number}`,
  buyer: { first_name: "Sara", mobile_number: "+966 51 234 5678" },
  items: [{ item_name: "Rust, from the ground up", quantity: 2, reference_id: "course-7" }],
});
