// What is got wrong with webhooks in practice: each is refused, and told in words that say what to do.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { createEdgeHandler, isCheckoutError, memoryLedger, verifyWebhook } from "jeelpay-checkout/edge";

const SECRET = "a-client-secret";
const BODY = JSON.stringify({ checkout_id: "0b5e7a52-6f0e-4d55-9b5b-000000000001", status: "SUCCEEDED" });
const hmac = (encoding, secret = SECRET) => createHmac("sha256", secret).update(BODY).digest(encoding);

const delivery = (headers) =>
  new Request("https://shop.example/api/jeelpay/webhooks", { method: "POST", headers, body: BODY });
const signed = () => delivery({ "x-jeel-signature": hmac("base64") });

async function refusal(input, secret = SECRET) {
  const error = await verifyWebhook(input, secret).catch((error) => error);
  assert.ok(isCheckoutError(error), "it was refused");
  return [error.code, error.message];
}

test("a delivery as it came is taken", async () => {
  assert.equal((await verifyWebhook(signed(), SECRET)).type, "checkout");
});

for (const [what, headers] of [
  ["no signature", {}],
  ["a signature in hexadecimal digits", { "x-jeel-signature": hmac("hex") }],
  ["a signature without its padding", { "x-jeel-signature": hmac("base64").replace("=", "") }],
  ["a signature by another secret", { "x-jeel-signature": hmac("base64", "a-webhook-secret") }],
  ["a signature under another name", { "jeel-signature": hmac("base64") }],
]) {
  test(`${what} is none`, async () => {
    const [code, message] = await refusal(delivery(headers));
    assert.equal(code, "unauthorized");
    assert.match(message, /missing or wrong; answer 401/);
  });
}

test("a body that something has parsed before is told", async () => {
  const [code, message] = await refusal({ body: JSON.parse(BODY), signature: hmac("base64") });
  assert.equal(code, "invalid_options");
  assert.match(message, /raw text or bytes as they came, not a parsed object/);
});

test("a request that something has read before is told", async () => {
  const request = signed();
  await request.json();
  const [code, message] = await refusal(request);
  assert.equal(code, "invalid_options");
  assert.match(message, /was read before; verify it first/);
});

test("a request that something has read before the handler is told", async () => {
  const handle = createEdgeHandler({
    environment: "sandbox",
    clientId: "shop",
    clientSecret: SECRET,
    ledger: memoryLedger(),
    completeCheckout: (draft) => draft,
    returnUrl: "/thanks",
  });
  const request = signed();
  await request.json();
  const error = await handle(request).catch((error) => error);
  assert.deepEqual([isCheckoutError(error), error.code], [true, "invalid_options"]);
  assert.match(error.message, /was read before; hand it over as it came/);
});

test("a body that was parsed and spelled anew is not the one that was signed", async () => {
  const body = JSON.stringify(JSON.parse(BODY), null, 2);
  const [code, message] = await refusal({ body, signature: hmac("base64") });
  assert.equal(code, "unauthorized");
  assert.match(message, /Is the body raw, as it came\?/);
});

for (const [secret, words] of [
  [`${SECRET}\n`, /newline at an end; was it read from a file\?/],
  [[SECRET, ` ${SECRET}`], /blanks/],
  ["", /must be a secret/],
  [null, /must be a secret/],
]) {
  test(`${JSON.stringify(secret)} is no secret`, async () => {
    const [code, message] = await refusal(signed(), secret);
    assert.equal(code, "invalid_options");
    assert.match(message, words);
    assert.ok(!message.includes(SECRET));
  });
}
