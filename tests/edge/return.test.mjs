// Where the buyer comes back to: by an unguessable token, and by nothing else.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { COURSES } from "../support/sandbox.mjs";
import { cookieOf, created, draft, startShop } from "./shop.mjs";

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());
beforeEach(() => merchant.usual());

/** A checkout, and the path that its buyer comes back to. */
async function left(headers) {
  const checkout = await created(shop, "memory", draft(), headers);
  const { request } = await sandbox.checkout(checkout.checkout_id);
  return { ...checkout, back: new URL(request.urls.redirect_url).pathname };
}

const secretly = (clientSecret) => ({ "x-test": JSON.stringify({ clientSecret }) });
const configured = (returnUrl) => ({ "x-test": JSON.stringify({ returnUrl }) });

test("the buyer lands on the merchant's page, in whichever browser, and may ask there", async () => {
  const { checkout_id, back } = await left();
  const reply = await shop.get(back);
  assert.equal(reply.status, 303);
  assert.equal(reply.headers.get("location"), `${shop.url}/thanks?checkout_id=${checkout_id}`);
  assert.equal(reply.headers.get("referrer-policy"), "no-referrer");
  assert.equal(reply.headers.get("cache-control"), "no-store");
  const told = await shop.get(`/memory/api/v3/checkout/${checkout_id}`, { cookie: cookieOf(reply) });
  assert.equal(told.status, 200);
});

test("a buyer who comes back from an order's earlier checkout is told that one, and no later one", async () => {
  const first = await left();
  const [item] = first.order.items;
  const changed = { ...first.order, items: [{ ...item, quantity: 2 }] };
  const second = await created(shop, "memory", changed);
  assert.notEqual(second.checkout_id, first.checkout_id);
  const reply = await shop.get(first.back);
  assert.equal(reply.headers.get("location"), `${shop.url}/thanks?checkout_id=${first.checkout_id}`);
  const cookie = cookieOf(reply);
  const statusOf = async ({ checkout_id }) =>
    (await shop.get(`/memory/api/v3/checkout/${checkout_id}`, { cookie })).status;
  assert.deepEqual([await statusOf(first), await statusOf(second)], [200, 404]);
});

test("the merchant's page may have a query, or another origin, of its own", async () => {
  const { checkout_id, back } = await left();
  for (const [given, expected] of [
    ["/thanks?lang=ar", `${shop.url}/thanks?lang=ar&checkout_id=${checkout_id}`],
    ["../thanks#paid", `${shop.url}/memory/thanks?checkout_id=${checkout_id}#paid`],
    ["https://www.shop.example/", `https://www.shop.example/?checkout_id=${checkout_id}`],
  ]) {
    const reply = await shop.get(back, configured(given));
    assert.equal(reply.headers.get("location"), expected);
  }
});

test("a function decides for itself where the buyer lands", async () => {
  const { checkout_id, order, back } = await left();
  let asked;
  merchant.answers.return = (checkout) => {
    asked = checkout;
    return `/orders/${checkout.reference_id}`;
  };
  const reply = await shop.get(back, configured("function"));
  assert.equal(reply.headers.get("location"), `${shop.url}/orders/${order.reference_id}`);
  const { reference_id } = order;
  const snapshot = {
    kind: "items",
    amount: 450.25,
    reference_id,
    items: [{ reference_id: "course-7", quantity: 1, total_cost: 450.25 }],
  };
  assert.deepEqual(asked, { checkout_id, reference_id, status: "PENDING", snapshot });
});

test("whatever was appended to the address changes nothing", async () => {
  const { checkout_id, cookie, back } = await left();
  const plain = (await shop.get(back)).headers.get("location");
  for (const query of [
    "?status=SUCCEEDED&requestId=1",
    `?id=${crypto.randomUUID()}&id=${checkout_id}&status=REJECTED&status=SUCCEEDED`,
    "?checkout_id=other&returnUrl=https://evil.example&redirect_url=//evil.example",
    "?%",
  ]) {
    const reply = await shop.get(back + query);
    assert.deepEqual([reply.status, reply.headers.get("location")], [303, plain], query);
  }
  const told = await shop.get(`/memory/api/v3/checkout/${checkout_id}`, { cookie });
  assert.equal((await told.json()).status, "PENDING");
  assert.deepEqual(merchant.told(checkout_id), []);
});

test("another token finds nothing, and leads nowhere", async () => {
  const { checkout_id, back } = await left();
  const last = back.at(-1) === "0" ? "1" : "0";
  for (const path of [
    back.slice(0, -1) + last,
    back.slice(0, -1),
    `${back}0`,
    `/memory/api/return/${checkout_id}`,
    "/memory/api/return/https:%2F%2Fevil.example",
    "/memory/api/return//evil.example",
    "/memory/api/return/",
  ]) {
    const reply = await shop.get(path);
    assert.equal(reply.status, 404, path);
    assert.deepEqual([reply.headers.get("location"), reply.headers.get("set-cookie")], [null, null]);
  }
});

test("tokens have nothing to do with each other", async () => {
  const backs = await Promise.all([left(), left(), left()]);
  const tokens = new Set(backs.map(({ back }) => back.split("/").at(-1)));
  assert.equal(tokens.size, 3);
  for (const token of tokens) assert.match(token, /^[0-9a-f]{96}$/);
});

test("a page that the merchant's code gives must be a page", async () => {
  const { back } = await left();
  const long = `/${"x".repeat(2048)}`;
  for (const address of ["javascript:alert(1)", "data:text/html,x", "https://", "", " ", null, 5, long]) {
    merchant.answers.return = () => address;
    const reply = await shop.get(back, configured("function"));
    assert.deepEqual([reply.status, reply.headers.get("location")], [500, null], String(address));
  }
});

test("a token leads back for ever, and gives a right to the status for a week", async () => {
  const checkout = await created(shop, "remote", draft());
  const { request } = await sandbox.checkout(checkout.checkout_id);
  const back = new URL(request.urls.redirect_url).pathname;
  const key = `order:reference ${checkout.order.reference_id}`;
  const begun = (daysAgo) => {
    const attempts = JSON.parse(merchant.records.get(key));
    const began = Date.now() - daysAgo * 86_400_000;
    merchant.records.set(key, JSON.stringify(attempts.map((attempt) => ({ ...attempt, began }))));
  };
  begun(6.9);
  assert.ok(cookieOf(await shop.get(back)));
  begun(7.1);
  const late = await shop.get(back);
  assert.deepEqual([late.status, cookieOf(late)], [303, undefined]);
  assert.equal(late.headers.get("location"), `${shop.url}/thanks?checkout_id=${checkout.checkout_id}`);
});

test("a token that is none of ours reaches no ledger", async () => {
  const checkout = await created(shop, "remote", draft());
  const { request } = await sandbox.checkout(checkout.checkout_id);
  const back = new URL(request.urls.redirect_url).pathname;
  const steps = [];
  merchant.hold = (...step) => void steps.push(step);
  const flipped = (at) => back.slice(0, at) + (back[at] === "0" ? "1" : "0") + back.slice(at + 1);
  for (const path of [
    flipped(back.length - 1),
    flipped(back.length - 96),
    `/remote/api/return/${"0".repeat(96)}`,
    `/remote/api/return/${back.slice(-32)}`,
    back.toUpperCase().replace("/REMOTE/API/RETURN", "/remote/api/return"),
  ]) {
    assert.equal((await shop.get(path)).status, 404, path);
  }
  assert.equal((await shop.get(back, secretly("another secret"))).status, 404);
  assert.deepEqual(steps, []);
  assert.equal((await shop.get(back)).status, 303);
  assert.ok(steps.length > 0);
});

test("a token outlives a change of the secret, and ends with the old secret", async () => {
  const { back } = await left();
  const [old, next] = [COURSES.clientSecret, "sandbox-courses-secret-2027"];
  assert.equal((await shop.get(back, secretly([next, old]))).status, 303);
  assert.equal((await shop.get(back, secretly([next]))).status, 404);
});

test("a buyer whose token is unknown is told so on a page, in her language", async () => {
  const path = `/memory/api/return/${"0".repeat(96)}`;
  for (const [language, direction] of Object.entries({ en: "ltr", ar: "rtl" })) {
    const reply = await shop.get(path, { accept: "text/html,*/*;q=0.8", "accept-language": language });
    assert.equal(reply.status, 404);
    assert.match(reply.headers.get("content-type"), /^text\/html/);
    assert.match(await reply.text(), new RegExp(`<html lang="${language}" dir="${direction}">`));
  }
  assert.match((await shop.get(path)).headers.get("content-type"), /json/);
});

test("a link back that was damaged on its way, or is asked for in another way, is answered by a page", async () => {
  const { back } = await left();
  const person = { accept: "text/html,*/*;q=0.8", "accept-language": "ar" };
  for (const path of [
    back.slice(0, -1),
    `${back}/`,
    `${back}%20`,
    `${back}.`,
    back.replace("/return/", "/return//"),
    "/memory/api/return/",
    "/memory/api/return",
  ]) {
    const reply = await shop.get(path, person);
    assert.equal(reply.status, 404, path);
    assert.match(reply.headers.get("content-type"), /^text\/html/, path);
    assert.match(await reply.text(), /<html lang="ar" dir="rtl">.*لا يمكن عرض طلبك الآن/s, path);
    assert.match((await shop.get(path)).headers.get("content-type"), /json/);
  }
  const posted = await shop.post(back, "", person);
  assert.deepEqual([posted.status, posted.headers.get("allow")], [405, "GET"]);
  assert.match(await posted.text(), /<html lang="ar" dir="rtl">.*لا يمكن عرض طلبك الآن/s);
});
