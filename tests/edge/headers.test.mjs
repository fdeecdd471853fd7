// What the headers of a request ask for, those that are longer than anybody's, and those of the answers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createEdgeHandler, memoryLedger } from "jeelpay-checkout/edge";
import { draft } from "./shop.mjs";

const ORIGIN = "http://localhost:8787";
const PAGE_ORIGIN = "https://pages.shop.example";
const handle = createEdgeHandler({
  environment: "sandbox",
  clientId: "id",
  clientSecret: "secret",
  ledger: memoryLedger(),
  origins: [PAGE_ORIGIN],
  returnUrl: "/thanks",
  completeCheckout: ({ items, ...order }) => ({
    ...order,
    items: items.map((item) => ({ ...item, unit_price: 1 })),
  }),
  fetch: async ({ url }) =>
    Response.json(
      url.endsWith("/oauth2/token")
        ? { access_token: "token", expires_in: 300 }
        : { checkout_id: crypto.randomUUID(), redirect_url: "https://checkout.jeel.co/x" },
    ),
});

const ask = (method, path, headers, body) =>
  handle(new Request(`${ORIGIN}/api/jeelpay${path}`, { method, headers, body }));
const create = (headers) =>
  ask("POST", "/v3/checkout", { "content-type": "application/json", ...headers }, JSON.stringify(draft()));

test("a key that is too long to be kept is refused, however long it is", async () => {
  for (const length of [256, 16_385, 17_000]) {
    const reply = await create({ "idempotency-key": "k".repeat(length) });
    assert.equal(reply.status, 400, String(length));
    const [{ path, code }] = (await reply.json()).issues;
    assert.deepEqual([path, code], ["Idempotency-Key", "format"]);
  }
});

test("whoever refuses HTML is not answered as a person", async () => {
  for (const accept of [
    "application/json, text/html;q=0",
    "application/json, text/html; q=0.000",
    "text/html;level=1;Q=0, */*",
    "application/x-text/html",
    "text/html-fragment",
  ]) {
    assert.equal((await create({ accept })).status, 200, accept);
  }
  for (const accept of [
    "text/html",
    "Text/HTML;q=0.1",
    "application/xhtml+xml,text/html;level=1",
    "*/* , text/html",
  ]) {
    assert.equal((await create({ accept })).status, 303, accept);
  }
});

/** Those of an answer, all of them; of the cookie, whose text is tested elsewhere, only that there is one. */
const headersOf = ({ headers }) => ({
  ...Object.fromEntries(headers),
  ...(headers.has("set-cookie") && { "set-cookie": "one" }),
});
const JSON_ONLY = {
  "content-type": "application/json",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
};
const PAGE = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "content-language": "en",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
};
const READABLE = {
  "access-control-allow-origin": PAGE_ORIGIN,
  "access-control-allow-credentials": "true",
  "access-control-expose-headers": "tx_id, Retry-After",
};
const PERSON = { accept: "text/html", "accept-language": "en" };
const UNKNOWN = `/v3/checkout/${crypto.randomUUID()}`;

test("an answer in JSON is taken for nothing else, kept by nobody, and differs by who asks", async () => {
  const created = await create();
  assert.equal(created.status, 200);
  assert.deepEqual(headersOf(created), { ...JSON_ONLY, vary: "Origin", "set-cookie": "one" });
  const asked = await ask("GET", UNKNOWN);
  assert.equal(asked.status, 404);
  assert.deepEqual(headersOf(asked), { ...JSON_ONLY, vary: "Origin" });
  const refused = await create({ origin: "https://elsewhere.example" });
  assert.equal(refused.status, 403);
  assert.deepEqual(headersOf(refused), { ...JSON_ONLY, vary: "Origin" });
});

test("an answer to a page of a named origin is for that origin", async () => {
  const asked = await ask("GET", UNKNOWN, { origin: PAGE_ORIGIN });
  assert.deepEqual(headersOf(asked), { ...JSON_ONLY, ...READABLE, vary: "Origin" });
  const preflight = await ask("OPTIONS", "/v3/checkout", {
    origin: PAGE_ORIGIN,
    "access-control-request-method": "POST",
  });
  assert.equal(preflight.status, 204);
  assert.deepEqual(headersOf(preflight), {
    ...READABLE,
    "cache-control": "no-store",
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers": "Content-Type, Idempotency-Key",
    "access-control-max-age": "600",
    vary: "Origin",
  });
});

test("an answer as a page is framed by nobody and loads nothing", async () => {
  const refused = await create({ ...PERSON, "idempotency-key": "two words" });
  assert.equal(refused.status, 400);
  assert.deepEqual(headersOf(refused), { ...PAGE, vary: "Accept-Language, Origin" });
  const lost = await ask("GET", "/return/no-such-token", PERSON);
  assert.equal(lost.status, 404);
  assert.deepEqual(headersOf(lost), { ...PAGE, vary: "Accept-Language" });
});

test("an answer that sends the buyer on tells nobody where from", async () => {
  const sent = await create(PERSON);
  assert.equal(sent.status, 303);
  const { location, ...others } = headersOf(sent);
  assert.equal(location, "https://checkout.jeel.co/x");
  const expected = { "cache-control": "no-store", "referrer-policy": "no-referrer", vary: "Origin" };
  assert.deepEqual(others, { ...expected, "set-cookie": "one" });
});

test("a delivery is answered with a status and nothing else", async () => {
  const reply = await ask("POST", "/webhooks", { "content-type": "application/json" }, "{}");
  assert.equal(reply.status, 401);
  assert.deepEqual(headersOf(reply), { "cache-control": "no-store" });
});

test("an address that is opened in another way says in which", async () => {
  const reply = await ask("DELETE", "/v3/checkout");
  assert.equal(reply.status, 405);
  assert.deepEqual(headersOf(reply), { ...JSON_ONLY, allow: "POST" });
});
