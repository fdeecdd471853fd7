// Creations: what is taken from a page, and what it is told.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { created, draft, startShop } from "./shop.mjs";
import { PRICE } from "./merchant.mjs";

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());
beforeEach(async () => {
  await sandbox.reset();
  merchant.usual();
});

const create = (order, headers) => shop.create("memory", order, headers);
const sent = async () => (await sandbox.requests("POST", "/v3/checkout")).map(({ body }) => JSON.parse(body));
const FORM = { "content-type": "application/x-www-form-urlencoded" };

const fieldsOf = ({ reference_id, buyer, items: [item] }) => ({
  reference_id,
  "buyer.mobile_number": buyer.mobile_number,
  "items[0].item_name": item.item_name,
  "items[0].quantity": String(item.quantity),
  "items[0].reference_id": item.reference_id,
  "items[0].unit_price": "0.01",
});
const formOf = (order) => new URLSearchParams(fieldsOf(order)).toString();

test("the answer to a page holds only what it needs", async () => {
  const order = draft();
  const reply = await create(order);
  const { checkout_id, redirect_url, ...more } = await reply.json();
  assert.deepEqual(more, { reference_id: order.reference_id });
  assert.ok(checkout_id && redirect_url.startsWith(sandbox.url));
  assert.equal(reply.headers.get("cache-control"), "no-store");
});

test("what only the merchant decides never reaches it, nor the API", async () => {
  let seen;
  merchant.answers.complete = ({ draft }) => {
    seen = draft;
    return { ...draft, items: draft.items.map((item) => ({ ...item, unit_price: PRICE })) };
  };
  const order = draft();
  await created(shop, "memory", {
    ...order,
    urls: { redirect_url: "https://evil.example/", notification_url: "https://evil.example/" },
    amount: 1,
    buyer: { ...order.buyer, vip: true },
    items: [{ ...order.items[0], unit_price: 1, total_cost: 1, entity_id: crypto.randomUUID(), discount: 9 }],
  });
  assert.deepEqual(seen, order);
  const [{ urls, items, ...rest }] = await sent();
  assert.deepEqual(rest, { reference_id: order.reference_id, buyer: order.buyer });
  assert.deepEqual(items, [{ ...order.items[0], unit_price: PRICE, total_cost: PRICE }]);
  assert.match(urls.redirect_url, new RegExp(`^${shop.api("memory")}/return/[0-9a-f]{96}$`));
  assert.equal(urls.notification_url, `${shop.api("memory")}/webhooks`);
});

test("addresses that the merchant gives are kept, each by itself", async () => {
  const own = { redirect_url: "https://shop.example/back?order=1" };
  merchant.answers.complete = ({ draft }) => ({ ...atPrice(draft), urls: own });
  await created(shop, "memory");
  const [{ urls }] = await sent();
  assert.equal(urls.redirect_url, own.redirect_url);
  assert.equal(urls.notification_url, `${shop.api("memory")}/webhooks`);
});

const atPrice = (order) => ({
  ...order,
  items: order.items.map((item) => ({ ...item, unit_price: PRICE })),
});

test("more than 64 KiB are refused, whether announced or not", async () => {
  const order = JSON.stringify(draft({ metadata: { note: "x".repeat(66_000) } }));
  assert.equal((await create(order)).status, 413);
  const chunks = new ReadableStream({
    start(controller) {
      for (let at = 0; at < order.length; at += 8_000) {
        controller.enqueue(new TextEncoder().encode(order.slice(at, at + 8_000)));
      }
      controller.close();
    },
  });
  const headers = { "content-type": "application/json", origin: shop.url };
  const address = `${shop.api("memory")}/v3/checkout`;
  const reply = await fetch(address, { method: "POST", headers, body: chunks, duplex: "half" });
  assert.equal(reply.status, 413);
  assert.deepEqual(await sandbox.requests(), []);
});

test("a draft that just fits is taken", async () => {
  const room = 65_536 - JSON.stringify(draft({ metadata: { note: "" } })).length;
  const notes = "x".repeat(room - 4); // a longer order number fits too
  assert.equal((await create(draft({ metadata: { note: notes } }))).status, 200);
});

test("a draft beyond an order's size costs a short answer, and nothing is sent", async () => {
  const [item] = draft().items;
  const issuesOf = async (items) => {
    const reply = await create(draft({ items }));
    assert.equal(reply.status, 400);
    const text = await reply.text();
    assert.ok(text.length < 20_000, `${text.length} characters`);
    return JSON.parse(text).issues;
  };
  const [tooMany, ...more] = await issuesOf(Array(21_000).fill({}));
  assert.deepEqual([tooMany.path, tooMany.code, more], ["items", "too_large", []]);
  assert.equal((await issuesOf(Array(100).fill({}))).length, 100); // of three faults each
  const [tooMuch] = await issuesOf([item, { ...item, quantity: 1e12 }]);
  assert.deepEqual([tooMuch.path, tooMuch.code], ["items[1].quantity", "maximum"]);
  assert.deepEqual(await sandbox.checkouts(), []);
  assert.equal((await create(draft({ items: Array(100).fill(item) }))).status, 200);
});

test("an HTML form is sent on to the hosted page at the merchant's price", async () => {
  const reply = await create(formOf(draft()), FORM);
  assert.equal(reply.status, 303);
  assert.equal(new URL(reply.headers.get("location")).origin, sandbox.url);
  assert.ok(reply.headers.get("set-cookie"));
  const [{ items }] = await sent();
  assert.deepEqual([items[0].quantity, items[0].unit_price], [1, PRICE]);
});

test("a form may be multipart; what it holds beside text is left out", async () => {
  const [order, form] = [
    draft({ buyer: { mobile_number: "512345678", last_name: "الأحمد" } }),
    new FormData(),
  ];
  for (const [name, text] of Object.entries(fieldsOf(order))) form.append(name, text);
  form.append("buyer.last_name", order.buyer.last_name);
  form.append("buyer.email", new Blob(["x"]), "email.txt");
  const reply = await fetch(`${shop.api("memory")}/v3/checkout`, {
    method: "POST",
    headers: { origin: shop.url },
    body: form,
    redirect: "manual",
  });
  assert.equal(reply.status, 303);
  const [{ buyer, items }] = await sent();
  assert.deepEqual(buyer, order.buyer);
  assert.deepEqual([items[0].quantity, items[0].unit_price], [1, PRICE]);
});

test("a form that is none is refused by a page", async () => {
  for (const type of ["multipart/form-data", "multipart/form-data; boundary=other"]) {
    const reply = await create("buyer.mobile_number=512345678", { "content-type": type });
    assert.equal(reply.status, 400, type);
    assert.match(reply.headers.get("content-type"), /^text\/html/);
  }
  assert.deepEqual(await sandbox.requests(), []);
});

test("a form with faults is refused by a page that tells every one of them", async () => {
  const reply = await create("buyer.mobile_number=12&items[0].quantity=none&items[0].item_name=A", FORM);
  assert.equal(reply.status, 400);
  assert.match(reply.headers.get("content-type"), /^text\/html/);
  assert.match(reply.headers.get("content-security-policy"), /default-src 'none'/);
  const paths = [...(await reply.text()).matchAll(/<li>([^:]+):/g)].map(([, path]) => path).sort();
  assert.deepEqual(paths, ["buyer.mobile_number", "items[0].quantity", "items[0].reference_id"]);
});

test("the page speaks Arabic to whoever prefers it, and English to all others", async () => {
  const faulty = "buyer.mobile_number=12&items[0].quantity=none&items[0].item_name=<b>";
  const refused = async (language, body = faulty) => {
    const reply = await create(body, { ...FORM, ...(language && { "accept-language": language }) });
    return { reply, text: await reply.text() };
  };
  for (const language of ["ar", "ar-SA,ar;q=0.9,en;q=0.8", "fr, AR-EG;q=0.5, en;q=0.4"]) {
    const { reply, text } = await refused(language);
    assert.match(text, /^<!doctype html><html lang="ar" dir="rtl">/, language);
    assert.equal(reply.headers.get("content-language"), "ar");
    assert.match(reply.headers.get("vary"), /accept-language/i);
    const told = [...text.matchAll(/<li><bdi>([^<]+)<\/bdi>: ([^<]+)<\/li>/g)];
    const paths = told.map(([, path]) => path).sort();
    assert.deepEqual(paths, ["buyer.mobile_number", "items[0].quantity", "items[0].reference_id"]);
    for (const [, , message] of told) assert.match(message, /^[\u0600-\u06ff\s؛،]+$/);
  }
  for (const language of [undefined, "en", "fr", "ar;q=0.1, en", "ar;q=0", "arn", ";;,,q="]) {
    const { text } = await refused(language);
    assert.match(text, /^<!doctype html><html lang="en" dir="ltr">/, language);
    assert.match(text, /<li>buyer\.mobile_number: [A-Za-z]/);
  }
  merchant.answers.complete = () => {
    const issues = [{ path: "items[0].quantity", code: "maximum", message: "بقيت ٣ مقاعد فقط" }];
    throw Object.assign(new Error("sold out"), { code: "invalid_request", issues });
  };
  const { text } = await refused("ar", formOf(draft()));
  assert.match(text, /<bdi>items\[0\]\.quantity<\/bdi>: بقيت ٣ مقاعد فقط<\/li>/, "the merchant's own words");
});

test("what is not text through and through is no draft", async () => {
  const half = JSON.stringify(draft({ metadata: { note: "half" } })).replace("half", "\\ud83d");
  const bytes = Buffer.from(JSON.stringify(draft()).replace("Rust", "\u00ff"), "latin1");
  const headers = { "content-type": "application/json", origin: shop.url };
  for (const body of [half, bytes]) {
    const reply = await fetch(`${shop.api("memory")}/v3/checkout`, { method: "POST", headers, body });
    assert.equal(reply.status, 400, String(body));
  }
  assert.deepEqual(await sandbox.requests(), []);
});

test("what is neither JSON nor a form is refused", async () => {
  assert.equal((await create("{", {})).status, 400);
  for (const type of ["text/plain", "application/jsonp", "text/plain; application/json"]) {
    assert.equal((await create(JSON.stringify(draft()), { "content-type": type })).status, 415, type);
  }
  assert.deepEqual(await sandbox.requests(), []);
  assert.equal((await create(draft(), { "content-type": "Application/JSON ; charset=UTF-8" })).status, 200);
});

test("a draft that breaks off is not sent", async () => {
  const headers = { "content-type": "application/json", origin: shop.url };
  assert.equal(await shop.inside("brokenOff", { url: `${shop.url}/memory/api/v3/checkout`, headers }), 400);
  assert.deepEqual(await sandbox.requests(), []);
});

test("the merchant may refuse an order, and the page is told why", async () => {
  const issues = [{ path: "items[0].quantity", code: "maximum", message: "only 3 are left" }];
  merchant.answers.complete = () => {
    throw Object.assign(new Error("sold out"), { code: "invalid_request", issues });
  };
  const reply = await create(draft());
  assert.equal(reply.status, 400);
  assert.deepEqual((await reply.json()).issues, issues);
  assert.deepEqual(await sandbox.requests(), []);
});

test("a refusal of the whole order is told in the merchant's words", async () => {
  for (const [words, issues, message, isForeign] of [
    ["sold out", undefined, "sold out"],
    ["closed", 7, "closed"],
    ["", [], "was refused"],
    // Another library's, say of OAuth, which has the same word for its own errors.
    ["client shop-db-7 is not known", undefined, "was refused", true],
  ]) {
    merchant.answers.complete = () => {
      throw Object.assign(new Error(words), { code: "invalid_request", issues, isForeign });
    };
    const reply = await create(draft());
    assert.equal(reply.status, 400);
    assert.deepEqual((await reply.json()).issues, [{ path: "", code: "format", message }]);
  }
});

test("what else the merchant's code throws is not for the page", async () => {
  merchant.answers.complete = () => {
    throw new Error("database shop-db-7 does not answer");
  };
  const reply = await create(draft());
  assert.equal(reply.status, 500);
  assert.doesNotMatch(await reply.text(), /shop-db-7|completeCheckout/);
});

test("an order that the merchant leaves incomplete is not sent", async () => {
  for (const incomplete of [
    ({ draft }) => draft,
    ({ draft }) => ({ ...atPrice(draft), buyer: {} }),
    () => null,
    () => "free",
    ({ draft }) => ({ ...atPrice(draft), urls: { redirect_url: "javascript:alert(1)" } }),
  ]) {
    merchant.answers.complete = incomplete;
    const reply = await create(draft());
    assert.equal(reply.status, 500, String(incomplete));
    assert.doesNotMatch(await reply.text(), /unit_price|total_cost|buyer|urls/);
  }
  assert.deepEqual(await sandbox.requests("POST", "/v3/checkout"), []);
});
