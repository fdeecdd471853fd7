// Orders that are made to be deep or large: whoever posts them blinds no webhook, and fills nobody's record.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { COURSES } from "../support/sandbox.mjs";
import { eventually } from "./eventually.mjs";
import { created, draft, sign, startShop } from "./shop.mjs";

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());
beforeEach(() => merchant.usual());

const FORM = { "content-type": "application/x-www-form-urlencoded" };
/** A byte of a form, and six of JSON. */
const CONTROL = "\u0001";

/** A plain form, as it is sent: nothing of it is escaped. */
const formOf = (reference, { quantity = 1, mobile = "512345678", item = "course-7", more = "" } = {}) =>
  `reference_id=${reference}&buyer.mobile_number=${mobile}&items[0].item_name=A` +
  `&items[0].quantity=${quantity}&items[0].reference_id=${item}${more}`;

const idIn = (reply) => new URL(reply.headers.get("location")).pathname.split("/").at(-1);
const told = (id, status) =>
  eventually(() => merchant.told(id).length > 0, `${status} of ${id}`).then(() =>
    assert.deepEqual(
      merchant.told(id).map((event) => event.status),
      [status],
    ),
  );

for (const mount of ["memory", "durable"]) {
  test(`${mount}: whatever depth a draft is taken in, its webhook is read in too`, async () => {
    const depths = Array.from({ length: 8 }, (_, at) => 27 + at);
    const taken = [];
    for (const depth of depths) {
      const metadata = { note: JSON.parse("[".repeat(depth) + "]".repeat(depth)) };
      const reply = await shop.create(mount, draft({ metadata }));
      if (reply.status === 400) continue;
      taken.push([depth, (await reply.json()).checkout_id]);
    }
    assert.ok(taken.length >= 3 && taken.length < depths.length, `${taken.length} were taken`);
    for (const [, id] of taken) await sandbox.decide(id, "SUCCEEDED");
    for (const [, id] of taken) await told(id, "SUCCEEDED");
  });

  test(`${mount}: whatever size a draft is taken in, its webhook is read in too`, async () => {
    const more = `&metadata.note=${CONTROL.repeat(60_000)}`;
    const reply = await shop.create(mount, formOf(draft().reference_id, { more }), FORM);
    assert.equal(reply.status, 303);
    await sandbox.decide(idIn(reply), "SUCCEEDED");
    await told(idIn(reply), "SUCCEEDED");
  });
}

test("a webhook that cannot be read is taken, and leaves a code in the log", async () => {
  for (const body of ["not even JSON", `{"checkout_id":${"[".repeat(500)}${"]".repeat(500)}}`]) {
    const { length } = await shop.inside("lines");
    const headers = { "x-jeel-signature": sign(body, COURSES.clientSecret) };
    assert.equal((await shop.post("/memory/api/webhooks", body, headers)).status, 204);
    const [line] = (await shop.inside("lines")).slice(length);
    assert.deepEqual([line.route, line.status, line.code], ["webhook", 204, "unreadable"]);
  }
});

test("what tells an item or a student is no longer than an order's reference", async () => {
  const [item] = draft().items;
  const reply = await shop.create("memory", draft({ items: [{ ...item, reference_id: "x".repeat(256) }] }));
  assert.equal(reply.status, 400);
  const [{ path, code }, ...more] = (await reply.json()).issues;
  assert.deepEqual([path, code, more], ["items[0].reference_id", "too_long", []]);
  await created(shop, "memory", draft({ items: [{ ...item, reference_id: "x".repeat(255) }] }));
});

test("an order whose sum is no amount any more is refused, and one just below is told its sum", async () => {
  const [item] = draft().items;
  const withSeats = (...seats) =>
    draft({ items: seats.map((quantity, at) => ({ ...item, quantity, reference_id: `course-${at}` })) });
  merchant.answers.complete = ({ draft }) => ({
    ...draft,
    items: draft.items.map((item) => ({ ...item, unit_price: 500_000_000 })),
  });
  const large = withSeats(10, 11);
  const reply = await shop.create("memory", large);
  assert.equal(reply.status, 400);
  const [{ path, code }, ...more] = (await reply.json()).issues;
  assert.deepEqual([path, code, more], ["items", "maximum", []]);
  const sent = (await sandbox.requests("POST", "/v3/checkout")).filter(({ body }) =>
    body.includes(large.reference_id),
  );
  assert.deepEqual(sent, []);
  const largest = await created(shop, "memory", withSeats(10, 10));
  await sandbox.decide(largest.checkout_id, "SUCCEEDED");
  await told(largest.checkout_id, "SUCCEEDED");
  assert.equal(merchant.told(largest.checkout_id)[0].snapshot.amount, 10_000_000_000);
});

test("a stranger who makes an order's record large is stopped, and the order is told all the same", async () => {
  const order = draft();
  const victim = await created(shop, "durable", order);
  const record = { name: "durable", calls: [["get", `order:reference ${order.reference_id}`]] };
  const names = (at) => `&items[${at}].item_name=A&items[${at}].quantity=1&items[${at}].reference_id=`;
  const items = Array.from({ length: 99 }, (_, at) => names(at + 1) + CONTROL.repeat(255)).join("");
  const fill = async (quantity) =>
    (await shop.create("durable", formOf(order.reference_id, { quantity, more: items }), FORM)).status;
  const statuses = [];
  while (statuses.length < 19 && statuses.at(-1) !== 409) statuses.push(await fill(statuses.length + 2));
  assert.equal(statuses.at(-1), 409, statuses.join());
  const [text] = await shop.inside("ledger", record);
  assert.ok(Buffer.byteLength(text) < 600_000, `${Buffer.byteLength(text)} bytes`);
  assert.equal((await created(shop, "durable", order)).checkout_id, victim.checkout_id);
  await sandbox.decide(victim.checkout_id, "SUCCEEDED");
  await told(victim.checkout_id, "SUCCEEDED");
});
