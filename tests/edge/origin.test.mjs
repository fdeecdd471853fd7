// Who may ask from a browser, and who is told a status.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { COURSES } from "../support/sandbox.mjs";
import { cookieOf, created, draft, startShop } from "./shop.mjs";

const FRIEND = "https://www.shop.example";
const FOREIGN = [
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: "null", "sec-fetch-site": "cross-site" },
  { origin: FRIEND.replace("https", "http") },
  { origin: `${FRIEND}.evil.example` },
  { origin: `${FRIEND}:8443` },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
];

let shop, sandbox;
before(async () => ({ sandbox } = shop = await startShop()));
after(() => shop?.stop());
beforeEach(() => sandbox.reset());

const configured = (config) => ({ "x-test": JSON.stringify(config) });
const WITH_FRIEND = configured({ origins: [FRIEND] });
const CREATE = "/memory/api/v3/checkout";

/** As a browser sends it: without the headers that are not named. */
const send = (method, path, headers, body) =>
  fetch(`${shop.url}${path}`, {
    method,
    headers: { "content-type": "application/json", ...WITH_FRIEND, ...headers },
    body,
  });
const create = (headers) => send("POST", CREATE, headers, JSON.stringify(draft()));
const corsOf = ({ headers }) => [...headers].filter(([name]) => name.startsWith("access-control-"));

test("pages of the handler's own origin may ask, and so may what is no browser", async () => {
  for (const headers of [
    { origin: shop.url },
    { origin: shop.url, "sec-fetch-site": "same-origin" },
    // A form of a page whose referrer policy is no-referrer.
    { origin: "null", "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "same-origin" },
    {},
  ]) {
    const reply = await create(headers);
    assert.equal(reply.status, 200, JSON.stringify(headers));
    assert.deepEqual(corsOf(reply), []);
  }
});

test("pages of a named origin may ask, and read the answer with its cookie", async () => {
  const reply = await create({ origin: FRIEND, "sec-fetch-site": "same-site" });
  assert.equal(reply.status, 200);
  assert.equal(reply.headers.get("access-control-allow-origin"), FRIEND);
  assert.equal(reply.headers.get("access-control-allow-credentials"), "true");
  assert.match(reply.headers.get("vary"), /origin/i);
  const { checkout_id } = await reply.json();
  const cookie = cookieOf(reply);
  const told = await send("GET", `${CREATE}/${checkout_id}`, { origin: FRIEND, cookie });
  assert.deepEqual([told.status, told.headers.get("access-control-allow-origin")], [200, FRIEND]);
});

test("nobody else may: nothing is sent, set or readable", async () => {
  for (const headers of FOREIGN) {
    const reply = await create(headers);
    assert.equal(reply.status, 403, JSON.stringify(headers));
    assert.deepEqual(corsOf(reply), []);
    assert.equal(reply.headers.get("set-cookie"), null);
  }
  assert.deepEqual(await sandbox.requests(), []);
});

test("nobody else may ask for a status, cookie or not", async () => {
  const { checkout_id, cookie } = await created(shop, "memory", draft(), WITH_FRIEND);
  for (const headers of FOREIGN) {
    const reply = await send("GET", `${CREATE}/${checkout_id}`, { ...headers, cookie });
    assert.equal(reply.status, 403, JSON.stringify(headers));
    assert.deepEqual(corsOf(reply), []);
  }
});

test("a preflight is answered for a named origin, exactly", async () => {
  const asking = {
    "access-control-request-method": "POST",
    "access-control-request-headers": "content-type",
  };
  const reply = await send("OPTIONS", CREATE, { ...asking, origin: FRIEND });
  assert.equal(reply.status, 204);
  assert.equal(reply.headers.get("access-control-allow-origin"), FRIEND);
  assert.match(reply.headers.get("access-control-allow-headers"), /content-type, idempotency-key/i);
  assert.match(reply.headers.get("vary"), /origin/i);
  for (const headers of FOREIGN) {
    assert.deepEqual(corsOf(await send("OPTIONS", CREATE, { ...asking, ...headers })), []);
  }
  for (const path of ["/memory/api/webhooks", "/memory/api/nothing"]) {
    assert.deepEqual(corsOf(await send("OPTIONS", path, { ...asking, origin: FRIEND })), []);
  }
});

test("the right to a status is a cookie that only this browser sends, and only here", async () => {
  const reply = await create({ origin: shop.url });
  const { checkout_id } = await reply.json();
  const [pair, ...attributes] = reply.headers.get("set-cookie").split("; ");
  assert.match(pair, new RegExp(`^jeelpay-${checkout_id}=\\d{10}\\.[0-9a-f]{64}$`));
  const expected = ["HttpOnly", "Max-Age=86400", "Path=/memory/api", "SameSite=Lax", "Secure"];
  assert.deepEqual(attributes.sort(), expected);
});

/** Everything that an answer tells, but for when. */
async function whole(reply) {
  const headers = [...reply.headers].filter(([name]) => name !== "date").sort();
  return { status: reply.status, headers, body: await reply.text() };
}

test("a checkout of somebody else's looks exactly like none", async () => {
  const [mine, theirs] = [await created(shop, "memory"), await created(shop, "memory")];
  const ask = async (id, cookie) => whole(await shop.get(`${CREATE}/${id}`, cookie ? { cookie } : {}));
  const unknown = await ask(crypto.randomUUID());
  assert.equal(unknown.status, 404);
  const signature = mine.cookie.split("=")[1];
  const tampered = signature.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
  for (const cookie of [
    undefined,
    mine.cookie,
    `jeelpay-${theirs.checkout_id}=${signature}`,
    `jeelpay-${theirs.checkout_id}=`,
    `jeelpay-${theirs.checkout_id}=${"0".repeat(64)}`,
  ]) {
    assert.deepEqual(await ask(theirs.checkout_id, cookie), unknown, cookie);
  }
  for (const value of [tampered, signature.slice(1), `${signature}00`, signature.toUpperCase().slice(2)]) {
    assert.deepEqual(await ask(mine.checkout_id, `jeelpay-${mine.checkout_id}=${value}`), unknown, value);
  }
  const told = await ask(mine.checkout_id, `a=b; ${theirs.cookie}; ${mine.cookie}`);
  assert.equal(told.status, 200);
});

test("a right outlives a change of the secret, and ends with the old secret", async () => {
  const secret = "sandbox-courses-secret-2027";
  const { checkout_id, cookie } = await created(shop, "memory");
  const ask = (clientSecret) =>
    shop.get(`${CREATE}/${checkout_id}`, { cookie, ...configured({ clientSecret }) });
  // The ledger knows the answer: the API, which would not know the new secret, is not asked.
  await ask([COURSES.clientSecret]);
  assert.equal((await ask([secret, COURSES.clientSecret])).status, 200);
  assert.equal((await ask([secret])).status, 404);
});
