// The merchant's store of tokens: under which key one is kept, for how long, and which one is taken out again.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { beforeEach, test } from "node:test";
import { createServerClient } from "jeelpay-checkout/edge";

const ID = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01";
const AUTH_URL = "https://auth.shop.example/oauth2/token";
let clients = 0;

const NOON = Date.now();
beforeEach(() => (Date.now = () => NOON));

/** A store that keeps what it is given; `calls` has each of its calls. */
function storeWith(...records) {
  const kept = new Map(records);
  const calls = [];
  return {
    calls,
    async get(key) {
      calls.push(["get", key]);
      return kept.get(key) ?? null;
    },
    async put(key, text, options) {
      calls.push(["put", key, JSON.parse(text), options]);
      kept.set(key, text);
    },
  };
}

/** A client whose endpoint gives the token "new"; `shown` has the tokens that the API has seen. */
function clientWith(tokenStore, { expiresIn = 300, ...more } = {}) {
  const shown = [];
  const fetch = async ({ url, headers }) => {
    if (url.startsWith("https://auth.")) return Response.json({ access_token: "new", expires_in: expiresIn });
    shown.push(headers.get("authorization"));
    return Response.json({ status: "PENDING" });
  };
  const options = {
    apiUrl: "https://api.shop.example",
    authUrl: AUTH_URL,
    clientId: `a client with a store ${++clients}`,
    clientSecret: "secret",
    maxRetries: 0,
    fetch,
    tokenStore,
    ...more,
  };
  return { ask: () => createServerClient(options).getCheckout(ID), shown, keyed: keyOf(options) };
}

/** Written here once more: under another key a deployed store would not find its tokens. */
function keyOf({ authUrl, clientId }) {
  const digest = createHash("sha256").update(`${authUrl}\n${clientId}`).digest("hex");
  return `jeelpay-checkout:token:${digest}`;
}

const record = (text, expiresInS) =>
  JSON.stringify({ access_token: text, expires_at: NOON + expiresInS * 1000 });

test("a token is kept under a key of its endpoint and client, with its end, for as long as it is good", async () => {
  const store = storeWith();
  const { ask, keyed } = clientWith(store);
  await ask();
  const kept = { access_token: "new", expires_at: NOON + 300_000 };
  assert.deepEqual(store.calls, [
    ["get", keyed],
    ["put", keyed, kept, { expirationTtl: 300 }],
  ]);
});

test("endpoints and clients have each a token of their own, and secrets of one client share it", async () => {
  const store = storeWith();
  const clientId = "a client of two environments";
  for (const more of [
    { clientId },
    { clientId, authUrl: "https://auth.other.example/oauth2/token" },
    { clientId: `${clientId}, another` },
  ]) {
    await clientWith(store, more).ask();
  }
  const keys = () => store.calls.filter(([method]) => method === "put").map(([, key]) => key);
  assert.equal(new Set(keys()).size, 3);
  const { ask, shown, keyed } = clientWith(store, { clientId, clientSecret: ["the next secret", "secret"] });
  await ask();
  assert.deepEqual(store.calls.at(-1), ["get", keyed]);
  assert.deepEqual([keys().length, shown], [3, ["Bearer new"]]);
});

test("a token of the store serves until 30 s before its end", async () => {
  for (const [seconds, token, puts] of [
    [31, "kept", 0],
    [30, "new", 1],
    [-1, "new", 1],
  ]) {
    const clientId = `a client whose token is good for ${seconds} s`;
    const key = keyOf({ authUrl: AUTH_URL, clientId });
    const store = storeWith([key, record("kept", seconds)]);
    const { ask, shown } = clientWith(store, { clientId });
    await ask();
    assert.deepEqual(shown, [`Bearer ${token}`], `${seconds} s`);
    assert.equal(store.calls.filter(([method]) => method === "put").length, puts, `${seconds} s`);
  }
});

test("a token of the store is kept in mind as long as it is good, and not put there again", async () => {
  const clientId = "a client whose token comes from the store";
  const store = storeWith([keyOf({ authUrl: AUTH_URL, clientId }), record("kept", 100)]);
  const { ask, shown } = clientWith(store, { clientId });
  await ask();
  Date.now = () => NOON + 69_999;
  await ask();
  assert.equal(store.calls.length, 1);
  Date.now = () => NOON + 70_000;
  await ask();
  assert.deepEqual(shown, ["Bearer kept", "Bearer kept", "Bearer new"]);
});

test("a token for less than a minute is not kept, since Workers KV would refuse it", async () => {
  for (const [expiresIn, ttls] of [
    [59.9, []],
    [60, [60]],
    [61.9, [61]],
  ]) {
    const store = storeWith();
    await clientWith(store, { expiresIn }).ask();
    const puts = store.calls.filter(([method]) => method === "put");
    assert.deepEqual(
      puts.map(([, , , options]) => options.expirationTtl),
      ttls,
      String(expiresIn),
    );
  }
});
