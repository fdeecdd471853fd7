// The server client in the real workerd, against the sandbox.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, beforeEach, test } from "node:test";
import { clientOptions, COURSES, SCHOOL, startSandbox } from "../support/sandbox.mjs";
import { startWorker } from "../support/worker.mjs";
import { ITEMS, SCHOOLING } from "./requests.mjs";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const pathOf = (name) => new URL(name, import.meta.url).pathname;

let sandbox, worker;
before(async () => {
  [sandbox, worker] = await Promise.all([startSandbox(), startWorker(pathOf("workers/client.js"))]);
});
after(() => Promise.all([sandbox?.stop(), worker?.stop()]));
beforeEach(() => sandbox.reset());

/** Makes the calls at the same time and gives what became of each. */
async function ask(calls, options = clientOptions(sandbox.url, COURSES)) {
  const reply = await fetch(worker.url, { method: "POST", body: JSON.stringify({ options, calls }) });
  assert.equal(reply.status, 200, await reply.clone().text());
  return reply.json();
}

test("importing does nothing that a worker may not do at its start", async () => {
  const { version } = JSON.parse(await readFile(pathOf("../../pkg/package.json"), "utf8"));
  assert.deepEqual(await (await fetch(worker.url)).json(), { version });
  assert.deepEqual(await sandbox.requests(), []);
});

test("an items checkout is created and looked up", async () => {
  const [{ value: created, error }] = await ask([["createCheckout", ITEMS]]);
  assert.equal(error, undefined);
  assert.match(created.checkout_id, UUID);
  assert.match(created.idempotency_key, UUID);
  assert.equal(created.reference_id, ITEMS.reference_id);
  assert.equal(new URL(created.redirect_url).origin, sandbox.url);

  const [{ value: details }] = await ask([["getCheckout", created.checkout_id]]);
  assert.equal(details.checkout_id, created.checkout_id);
  assert.equal(details.checkout_type, "ITEMS");
  assert.equal(details.status, "PENDING");
  assert.deepEqual(details.metadata, ITEMS.metadata);
  assert.match(details.tx_id, UUID);
});

test("a schooling checkout is created and looked up", async () => {
  const school = clientOptions(sandbox.url, SCHOOL);
  const [{ value: created, error }] = await ask([["createSchoolingCheckout", SCHOOLING]], school);
  assert.equal(error, undefined);
  const [{ value: details }] = await ask([["getCheckout", created.checkout_id]], school);
  assert.equal(details.checkout_type, "SCHOOLING");
  assert.equal(details.reference_id, SCHOOLING.reference_id);
});

test("a wrong secret is told as such, and not repeated", async () => {
  const options = clientOptions(sandbox.url, { ...COURSES, clientSecret: "no-such-secret" });
  const [{ error }] = await ask([["createCheckout", ITEMS]], options);
  assert.equal(error.name, "CheckoutError");
  assert.equal(error.code, "unauthorized");
  assert.equal(error.isCheckoutError, true);
  assert.ok(!error.message.includes("no-such-secret"), "the secret is in the message");
  assert.equal((await sandbox.requests("POST", "/v3/checkout")).length, 0);
  assert.equal((await sandbox.requests("POST", "/oauth2/token")).length, 1);
});

test("the API's refusal comes with its errors and its transaction", async () => {
  const [{ error }] = await ask([["createSchoolingCheckout", SCHOOLING]]); // with a group for courses
  assert.equal(error.code, "rejected_by_api");
  assert.equal(error.status, 400);
  assert.match(error.txId, UUID);
  assert.ok(error.errors.length > 0);
});

test("an unknown checkout is not found", async () => {
  const [{ error }] = await ask([["getCheckout", "00000000-0000-4000-8000-000000000000"]]);
  assert.equal(error.code, "not_found");
  assert.equal(error.status, 404);
});

test("forty creates at once share one token and make forty checkouts", async () => {
  const calls = Array.from({ length: 40 }, (_, index) => [
    "createCheckout",
    { ...ITEMS, reference_id: `order_${index}` },
  ]);
  // Options of their own, so that no earlier token serves.
  const results = await ask(calls, { ...clientOptions(sandbox.url), timeout: 20_000 });
  assert.deepEqual(
    results.filter(({ error }) => error),
    [],
  );
  assert.equal(new Set(results.map(({ value }) => value.checkout_id)).size, 40);
  assert.equal((await sandbox.requests("POST", "/oauth2/token")).length, 1);

  await ask([["createCheckout", ITEMS]], { ...clientOptions(sandbox.url), timeout: 20_000 });
  assert.equal((await sandbox.requests("POST", "/oauth2/token")).length, 1, "a later request reuses it");
});
