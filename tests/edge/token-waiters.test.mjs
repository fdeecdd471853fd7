// Those who wait while another renews the token: no longer than they may, and each may leave.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createServerClient } from "jeelpay-checkout/edge";

const ID = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01";
/** Whoever takes longer waits for what it should not wait for, in ms. */
const PATIENCE = 10_000;
let clients = 0;

/** Callers of one client; the endpoint gives these answers, which may be held. `asked` has each question to it. */
function callers(...answers) {
  const asked = [];
  const fetch = async (request) => {
    if (!request.url.endsWith("/oauth2/token")) return Response.json({ status: "PENDING" });
    asked.push(new URLSearchParams(await request.text()).get("client_secret"));
    return answers[Math.min(asked.length, answers.length) - 1]();
  };
  const options = {
    apiUrl: "https://api.shop.example",
    authUrl: "https://auth.shop.example/oauth2/token",
    clientId: `a client of many ${++clients}`,
    clientSecret: "secret",
    maxRetries: 0,
    fetch,
  };
  const ask = (more, own) => createServerClient({ ...options, ...more }).getCheckout(ID, own);
  return { ask, asked };
}

const token = () => Response.json({ access_token: "token", expires_in: 300 });
const refusal = (status, error) => () => Response.json({ error }, { status });

/** An answer that comes when the test says so. */
function held() {
  const gate = {};
  gate.reached = new Promise((resolve) => (gate.reach = resolve));
  const opened = new Promise((resolve) => (gate.open = resolve));
  gate.answer = async () => {
    gate.reach();
    await opened;
    return token();
  };
  return gate;
}

for (const [name, limit] of [
  ["timeout", { timeout: 200 }],
  ["deadline", { deadline: 200 }],
]) {
  test(`a caller waits for another's renewal no longer than its ${name}`, { timeout: PATIENCE }, async () => {
    const slow = held();
    const { ask, asked } = callers(slow.answer);
    const first = ask();
    await slow.reached;
    const late = { code: "timeout", retryable: true, message: /no access token in time/ };
    await assert.rejects(ask(limit), late);
    slow.open();
    assert.equal((await first).status, "PENDING");
    assert.equal((await ask()).status, "PENDING");
    assert.equal(asked.length, 1);
  });
}

test(
  "a caller who leaves while another renews the token is let go at once",
  { timeout: PATIENCE },
  async () => {
    const slow = held();
    const { ask, asked } = callers(slow.answer);
    const first = ask();
    await slow.reached;
    const leaving = new AbortController();
    const { signal } = leaving;
    const isHeard = new Promise((resolve) => {
      signal.addEventListener = (...listener) => {
        resolve();
        EventTarget.prototype.addEventListener.apply(signal, listener);
      };
    });
    const second = ask({}, { signal });
    const third = ask();
    await isHeard; // it waits
    const reason = new Error("the buyer has left");
    leaving.abort(reason);
    await assert.rejects(second, { code: "aborted", cause: reason });
    slow.open();
    for (const call of [first, third]) assert.equal((await call).status, "PENDING");
    assert.equal(asked.length, 1);
  },
);

test("a caller who leaves while it renews the token says nothing about the endpoint", async () => {
  const never = held();
  const { ask, asked } = callers(never.answer, token);
  const leaving = new AbortController();
  const first = ask({}, { signal: leaving.signal });
  await never.reached;
  leaving.abort();
  await assert.rejects(first, { code: "aborted" });
  assert.equal((await ask()).status, "PENDING", "the endpoint is not left alone for that");
  assert.equal(asked.length, 2);
});

test("of secrets that are all refused, the first one's refusal is told", async () => {
  const { ask, asked } = callers(refusal(401, "of_the_first"), refusal(400, "of_the_second"));
  const clientSecret = ["the first", "the second"];
  await assert.rejects(ask({ clientSecret }), ({ code, errors: [{ id }] }) => {
    assert.deepEqual([code, id], ["unauthorized", "of_the_first"]);
    return true;
  });
  assert.deepEqual(asked, clientSecret);
});

test("an endpoint that fails is not asked again by the next secret", async () => {
  const { ask, asked } = callers(refusal(503), token);
  await assert.rejects(ask({ clientSecret: ["the first", "the second"] }), { code: "unavailable" });
  assert.deepEqual(asked, ["the first"]);
});
