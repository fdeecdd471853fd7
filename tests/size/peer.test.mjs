// The benchmark's peer does the job that it is measured by: against the sandbox.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { CheckoutError, createClient, validate } from "../../benches/peer/index.js";
import { COURSES, SCHOOL, startSandbox } from "../support/sandbox.mjs";
import { ITEMS, SCHOOLING } from "../runtimes/requests.mjs";

const CREATE = { method: "POST", path: "/v3/checkout" };

let sandbox;
before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox?.stop());
beforeEach(() => sandbox.reset());

async function clientOf({ clientId, clientSecret }, options) {
  const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
  const reply = await fetch(`${sandbox.url}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams(form),
  });
  const { access_token: accessToken } = await reply.json();
  return createClient({ baseUrl: sandbox.url, accessToken, redirectOrigins: [sandbox.url], ...options });
}

const isError = (code) => (error) => {
  assert.ok(error instanceof CheckoutError, String(error));
  assert.equal(error.code, code);
  return true;
};

test("creates and looks up both kinds of checkout", async () => {
  const courses = await clientOf(COURSES);
  const created = await courses.createCheckout({ ...ITEMS, buyer: { ...ITEMS.buyer, email: "" } });
  const details = await courses.getCheckout(created.checkout_id);
  assert.equal(details.status, "PENDING");
  assert.ok(created.tx_id && created.idempotency_key && details.tx_id);
  const school = await clientOf(SCHOOL);
  assert.ok((await school.createSchoolingCheckout(SCHOOLING)).redirect_url);
});

test("names what is wrong with a draft and with a complete request", () => {
  const paths = (kind, request) => validate(kind, request).issues?.map(({ path }) => path) ?? [];
  const { urls, ...order } = ITEMS;
  const [{ unit_price, total_cost, ...draft }] = ITEMS.items;
  assert.deepEqual(paths("items", { ...order, items: [draft] }), []);
  assert.deepEqual(paths("items", { ...order, items: [draft], urls }), ["items[0].total_cost"]);
  assert.deepEqual(paths("items", { ...ITEMS, items: [{ ...draft, unit_price, total_cost: 1 }] }), [
    "items[0].total_cost",
  ]);
  assert.deepEqual(paths("items", { ...ITEMS, items: [{ ...draft, total_cost: 1.005, quantity: 0 }] }), [
    "items[0].quantity",
    "items[0].total_cost",
  ]);
  assert.deepEqual(paths("schooling", { ...SCHOOLING, buyer: { mobile_number: "0512345678" } }), [
    "buyer.mobile_number",
  ]);
});

test("repeats passing failures under the same key", async () => {
  const courses = await clientOf(COURSES);
  await sandbox.fault({ match: CREATE, times: 1, fault: "in_flight" });
  await sandbox.fault({ match: CREATE, times: 1, fault: "status", status: 503 });
  const { idempotency_key } = await courses.createCheckout(ITEMS);
  const requests = await sandbox.requests("POST", "/v3/checkout");
  const keys = requests.map(({ headers }) => headers.find(([name]) => name === "idempotency-key")?.[1]);
  assert.deepEqual(keys, [idempotency_key, idempotency_key, idempotency_key]);
});

test("tells failures by their codes", async () => {
  const courses = await clientOf(COURSES, { maxRetries: 0, timeout: 200 });
  await assert.rejects(courses.createSchoolingCheckout(SCHOOLING), isError("rejected_by_api"));
  await assert.rejects(courses.getCheckout("00000000-0000-4000-8000-000000000000"), isError("not_found"));
  await assert.rejects(courses.createCheckout({}), isError("invalid_request"));
  await sandbox.fault({ match: CREATE, times: 1, fault: "hang" });
  await assert.rejects(courses.createCheckout(ITEMS), isError("timeout"));
  const strict = await clientOf(COURSES, { redirectOrigins: [] });
  await assert.rejects(strict.createCheckout(ITEMS), isError("unsafe_redirect"));
});
