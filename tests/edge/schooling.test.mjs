// A school's checkouts: students in place of items, by a road of their own.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { ACTIVE_YEAR, SCHOOL, SCHOOL_ENTITY } from "../support/sandbox.mjs";
import { eventually } from "./eventually.mjs";
import { cookieOf, draft, startShop } from "./shop.mjs";

const FORM = { "content-type": "application/x-www-form-urlencoded" };

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop({ group: SCHOOL })));
after(() => shop?.stop());
beforeEach(() => merchant.usual());

const OMAR = {
  name: "Omar",
  national_id: "1098765432",
  educational_year_id: ACTIVE_YEAR,
  reference_id: "student-1",
};
const LAYLA = { name: "Layla", national_id: "2098765432", educational_year_id: ACTIVE_YEAR };
const enrolment = (students) => ({ ...draft(), items: undefined, students });
const create = (mount, order, headers) => shop.post(`/${mount}/api/v3/checkout/schooling`, order, headers);

for (const mount of ["memory", "durable"]) {
  test(`${mount}: siblings share one checkout, at the school's fees, and onStatus is told of both`, async () => {
    const wishes = [OMAR, LAYLA].map((student) => ({ ...student, cost: 1, entity_id: crypto.randomUUID() }));
    const order = enrolment(wishes);
    const reply = await create(mount, order);
    assert.equal(reply.status, 200);
    const { checkout_id } = await reply.json();
    const { request } = await sandbox.checkout(checkout_id);
    const decided = { entity_id: SCHOOL_ENTITY, cost: 12_500 };
    assert.deepEqual(
      request.students,
      [OMAR, LAYLA].map((student) => ({ ...student, ...decided })),
    );

    await sandbox.decide(checkout_id, "SUCCEEDED");
    await eventually(() => merchant.told(checkout_id).length > 0, "onStatus");
    const [{ status, snapshot }] = merchant.told(checkout_id);
    const { reference_id } = order;
    const students = [{ reference_id: "student-1", cost: 12_500 }, { cost: 12_500 }];
    assert.equal(status, "SUCCEEDED");
    assert.deepEqual(snapshot, { kind: "schooling", amount: 25_000, reference_id, students });

    const headers = { cookie: cookieOf(reply) };
    const told = await shop.get(`/${mount}/api/v3/checkout/${checkout_id}`, headers);
    assert.deepEqual(await told.json(), {
      checkout_id,
      checkout_type: "SCHOOLING",
      status: "SUCCEEDED",
      reference_id,
    });
  });
}

test("a plain form of one student is sent on to the hosted page", async () => {
  const form = new URLSearchParams({
    "buyer.mobile_number": "0512345678",
    "students[0].name": OMAR.name,
    "students[0].national_id": OMAR.national_id,
    "students[0].educational_year_id": ACTIVE_YEAR,
  });
  const reply = await create("memory", form.toString(), FORM);
  assert.equal(reply.status, 303);
  assert.equal(new URL(reply.headers.get("location")).origin, sandbox.url);
});
