// What a token endpoint says of itself: how long a token is good, and how long it wants to be left alone.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { createServerClient } from "jeelpay-checkout/edge";

const ID = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01";
const TOKEN = { access_token: "token", expires_in: 300 };
let clients = 0;

/** A client whose token endpoint gives these answers, the last one for ever; `asked` has each question to it. */
function clientWith(answers, { api = () => Response.json({ status: "PENDING" }), ...more } = {}) {
  const asked = [];
  const fetch = async (request) => {
    if (!request.url.endsWith("/oauth2/token")) return api(request);
    asked.push(new URLSearchParams(await request.text()));
    return answers[Math.min(asked.length, answers.length) - 1]();
  };
  const client = createServerClient({
    apiUrl: "https://api.shop.example",
    authUrl: "https://auth.shop.example/oauth2/token",
    clientId: `client ${++clients}`,
    clientSecret: "secret",
    maxRetries: 0,
    fetch,
    ...more,
  });
  return { ask: () => client.getCheckout(ID), asked };
}

const token = (more) => () => Response.json({ ...TOKEN, ...more });
const refusal = (status, headers) => () => Response.json({}, { status, headers });

test("credentials arrive as they are, whatever they are made of", async () => {
  const clientId = `client+&=% ü ${crypto.randomUUID()}`;
  const clientSecret = "a+b&grant_type=c%20d ü";
  const { ask, asked } = clientWith([token()], { clientId, clientSecret });
  await ask();
  assert.deepEqual(
    asked.map((question) => [...question]),
    [
      [
        ["client_id", clientId],
        ["client_secret", clientSecret],
        ["grant_type", "client_credentials"],
      ],
    ],
  );
});

test("a token that the API refuses is not taken from the store again", async () => {
  const stored = JSON.stringify({ access_token: "revoked", expires_at: Date.now() + 300_000 });
  // One that is slow to show what was put there, as those are that are spread over the world.
  const tokenStore = { get: async () => stored, put() {} };
  const shown = [];
  const api = ({ headers }) => {
    shown.push(headers.get("authorization"));
    const isRevoked = shown.at(-1) === "Bearer revoked";
    return isRevoked ? refusal(401)() : Response.json({ status: "PENDING" });
  };
  const { ask, asked } = clientWith([token()], { tokenStore, api });
  assert.equal((await ask()).status, "PENDING");
  assert.deepEqual(shown, ["Bearer revoked", "Bearer token"]);
  assert.equal(asked.length, 1);
});

const { now } = Date;
let ahead = 0;
Date.now = () => now() + ahead;
afterEach(() => (ahead = 0));

for (const [asks, seconds] of [
  ["20", 20],
  ["3600", 30],
  ["0", 1],
]) {
  test(`Retry-After: ${asks} leaves it alone for ${seconds} s`, async () => {
    const { ask, asked } = clientWith([refusal(429, { "retry-after": asks }), token()]);
    await assert.rejects(ask(), { code: "rate_limited" });
    ahead = (seconds - 0.5) * 1000;
    await assert.rejects(ask(), { code: "unavailable", message: /left alone/ });
    assert.equal(asked.length, 1);
    ahead = (seconds + 0.5) * 1000;
    assert.equal((await ask()).status, "PENDING");
    assert.equal(asked.length, 2);
  });
}

test("a 408 says nothing about the credentials, and passes", async () => {
  const once = clientWith([refusal(408), token()], { clientSecret: ["new", "old"] });
  await assert.rejects(once.ask(), { code: "timeout", retryable: true });
  assert.deepEqual(
    once.asked.map((question) => question.get("client_secret")),
    ["new"],
  );
  const again = clientWith([refusal(408), token()], { maxRetries: 2 });
  assert.equal((await again.ask()).status, "PENDING");
  assert.equal(again.asked.length, 2);
});

test("a lifetime that is spelled as text is one", async () => {
  for (const expires_in of ["300", "300.5", " 300 "]) {
    const { ask, asked } = clientWith([token({ expires_in })]);
    for (let call = 0; call < 3; call++) await ask();
    assert.equal(asked.length, 1, expires_in);
  }
});

test("what is no lifetime makes a token for one call", async () => {
  for (const expires_in of ["", "soon", "Infinity", "NaN", "-300", null, true, {}]) {
    const { ask, asked } = clientWith([token({ expires_in })]);
    for (let call = 0; call < 3; call++) await ask();
    assert.equal(asked.length, 3, String(expires_in));
  }
});
