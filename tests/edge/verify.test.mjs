// verifyWebhook, where no handler stands before it: strangers post to it, and are to cost nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { verifyWebhook } from "jeelpay-checkout/edge";
import { sign } from "./shop.mjs";

const SECRET = "a-client-secret";
const ANY_SIGNATURE = sign("another body", SECRET);

/** A delivery whose body is asked for piece by piece, and how many pieces were taken. */
function delivery(signature, pull) {
  const taken = { pieces: 0, isCancelled: false };
  const body = new ReadableStream(
    {
      pull(controller) {
        taken.pieces += 1;
        return pull(controller, taken.pieces);
      },
      cancel: () => void (taken.isCancelled = true),
    },
    { highWaterMark: 0 },
  );
  const headers = signature === undefined ? {} : { "x-jeel-signature": signature };
  const request = new Request("https://shop.example/hook", { method: "POST", headers, body, duplex: "half" });
  return { request, taken };
}

const MEBIBYTE = new Uint8Array(1 << 20);
const huge = (controller, piece) => (piece > 20 ? controller.close() : controller.enqueue(MEBIBYTE));
const unauthorized = (message) => ({ code: "unauthorized", message });

for (const [what, signature] of [
  ["no signature", undefined],
  ["a signature that is none", "sha256=0123"],
  ["a signature without its padding", ANY_SIGNATURE.replace("=", "")],
]) {
  test(`with ${what}, nothing of the body is read`, async () => {
    const { request, taken } = delivery(signature, huge);
    await assert.rejects(verifyWebhook(request, SECRET), unauthorized(/missing or wrong; answer 401/));
    assert.equal(taken.pieces, 0);
  });
}

test("a body is read no further than a delivery may be long, and is the sender's fault", async () => {
  const { request, taken } = delivery(ANY_SIGNATURE, huge);
  await assert.rejects(verifyWebhook(request, SECRET), unauthorized(/too large.*answer 401/));
  assert.deepEqual(taken, { pieces: 1, isCancelled: true });
});

test("a body that breaks off is the sender's fault", async () => {
  const { request } = delivery(ANY_SIGNATURE, (controller) => controller.error(new Error("reset")));
  await assert.rejects(verifyWebhook(request, SECRET), unauthorized(/broke off.*answer 401/));
});

test("a body that does not come to its end is not waited for", async (t) => {
  const { setTimeout } = globalThis;
  t.after(() => (globalThis.setTimeout = setTimeout));
  globalThis.setTimeout = (work, ms) => setTimeout(work, ms / 1000);
  const { request, taken } = delivery(ANY_SIGNATURE, () => new Promise(() => {}));
  await assert.rejects(verifyWebhook(request, SECRET), unauthorized(/in time.*answer 401/));
  assert.equal(taken.isCancelled, true);
});

test("a body that is there already may be too large, too, and is the sender's fault", async () => {
  const text = "x".repeat(1_000_001);
  for (const body of [text, Buffer.from(text), new TextEncoder().encode(text).buffer]) {
    const input = { body, signature: ANY_SIGNATURE };
    await assert.rejects(verifyWebhook(input, SECRET), unauthorized(/too large.*answer 401/));
  }
  await assert.rejects(
    verifyWebhook({ body: text, signature: null }, SECRET),
    unauthorized(/missing or wrong; answer 401/),
  );
});

test("what is handed over in a wrong way is the merchant's fault", async () => {
  const headers = { "x-jeel-signature": ANY_SIGNATURE };
  const locked = new Request("https://shop.example/hook", { method: "POST", headers, body: "{}" });
  locked.body.getReader();
  await assert.rejects(verifyWebhook(locked, SECRET), { code: "invalid_options", message: /read before/ });
  // What Node's own servers, and those on top of them, call a request.
  const nodes = { headers, body: "{}" };
  await assert.rejects(verifyWebhook(nodes, SECRET), { code: "invalid_options", message: /give a Request/ });
});

test("a body that comes in pieces is verified as one", async () => {
  const body = JSON.stringify({ id: "refund-1", status: "DONE" });
  const pieces = [...body].map((character) => new TextEncoder().encode(character));
  const { request } = delivery(sign(body, SECRET), (controller) =>
    pieces.length > 0 ? controller.enqueue(pieces.shift()) : controller.close(),
  );
  assert.deepEqual(await verifyWebhook(request, SECRET), { type: "refund", id: "refund-1", status: "DONE" });
});

test("a body may be given as bytes, of which a view is only the part that it shows", async () => {
  const event = { id: "refund-1", status: "DONE" };
  const body = JSON.stringify(event);
  const bytes = new TextEncoder().encode(body);
  const around = new TextEncoder().encode(`xyz${body}xyz`);
  const signature = sign(body, SECRET);
  for (const [what, given] of Object.entries({
    buffer: Buffer.from(body), // a short one is a view of Node's pool
    slice: Buffer.from(around).subarray(3, 3 + bytes.length),
    array: bytes,
    view: around.subarray(3, 3 + bytes.length),
    raw: bytes.buffer.slice(0),
  })) {
    const verified = await verifyWebhook({ body: given, signature }, SECRET);
    assert.deepEqual(verified, { type: "refund", ...event }, what);
  }
});

const ID = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01";

async function told(event) {
  const body = typeof event === "string" ? event : JSON.stringify(event);
  return verifyWebhook({ body, signature: sign(body, SECRET) }, SECRET);
}

test("a documented member is told as it is documented, or not at all", async () => {
  const checkout = { checkout_id: ID, status: "SUCCEEDED" };
  const whole = { checkout_type: "ITEMS", reference_id: "order_1", metadata: { note: "x" } };
  assert.deepEqual(await told({ ...checkout, ...whole }), { type: "checkout", ...checkout, ...whole });
  for (const other of [null, 5, true, []]) {
    const odd = { checkout_type: other, reference_id: other, metadata: other };
    assert.deepEqual(await told({ ...checkout, ...odd, more: other }), {
      type: "checkout",
      ...checkout,
      more: other,
    });
  }
  assert.deepEqual(await told({ ...checkout, metadata: "x" }), { type: "checkout", ...checkout });
  const refund = { id: "refund-1", rejectionReason: null };
  assert.deepEqual(await told({ ...refund, status: null, referenceId: 5 }), { type: "refund", ...refund });
  assert.deepEqual(await told({ id: "refund-1", rejectionReason: {} }), { type: "refund", id: "refund-1" });
});

test("of an event that nobody knows, all is told as it came", async () => {
  for (const body of [
    { type: "PAYOUT", amount: 1 },
    {},
    { checkout_id: 5, status: null },
    [1, "2"],
    "text",
    5,
    null,
  ]) {
    assert.deepEqual(await told(JSON.stringify(body)), { type: "unknown", body });
  }
  assert.deepEqual(await told("not even JSON"), { type: "unknown", body: null });
});
