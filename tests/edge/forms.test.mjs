// Drafts that are not quite what was meant: they are refused, and nothing of them is dropped in silence. And how a page
// without script is answered.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { draft, startShop } from "./shop.mjs";

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());
beforeEach(async () => {
  await sandbox.reset();
  merchant.usual();
});

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const FIELDS = {
  reference_id: "order_77",
  "buyer.mobile_number": "512345678",
  "items[0].item_name": "A",
  "items[0].quantity": "1",
  "items[0].reference_id": "a",
};
const form = (fields) => shop.create("memory", new URLSearchParams(fields).toString(), FORM);

test("a misspelt key is an issue, in JSON", async () => {
  const { reference_id, buyer, items } = draft();
  const misspelt = {
    referenceId: reference_id,
    buyer: { ...buyer, "National-Id": "1098765432" },
    items: [{ ...items[0], Quantity: 2, gift: true }],
    somethingElse: 1,
  };
  const reply = await shop.create("memory", misspelt);
  assert.equal(reply.status, 400);
  const issues = (await reply.json()).issues.map(({ path, code }) => `${path} ${code}`);
  assert.deepEqual(issues.sort(), [
    "buyer.National-Id misspelt",
    "items[0].Quantity misspelt",
    "referenceId misspelt",
  ]);
  assert.deepEqual(await sandbox.checkouts(), []);
});

test("a misspelt field is an issue, in a form: it would be another order each time it is sent", async () => {
  const { reference_id, ...others } = FIELDS;
  for (const field of ["referenceId", "Reference_id", "buyer.nationalId", "items[0].itemName"]) {
    const reply = await form({ ...others, [field]: reference_id });
    assert.equal(reply.status, 400, field);
    assert.ok((await reply.text()).includes(`<li>${field}: must be spelled`), field);
  }
  assert.deepEqual(await sandbox.checkouts(), []);
  assert.equal((await form({ ...FIELDS, csrfToken: "x", submit: "Pay" })).status, 303);
});

test("a form of more fields than are read is refused, and not cut", async () => {
  const more = (count) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`metadata.k${at}`, "v"]));
  const last = { "items[1].item_name": "B", "items[1].quantity": "1", "items[1].reference_id": "b" };
  const reply = await form({ ...FIELDS, ...more(1_000), ...last });
  assert.equal(reply.status, 400);
  assert.match(reply.headers.get("content-type"), /^text\/html/);
  assert.deepEqual(await sandbox.checkouts(), []);
  assert.equal((await form({ ...FIELDS, ...more(992), ...last })).status, 303);
});

test("whoever shows what it is answered is sent on, however the draft is written", async () => {
  const shown = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
  const sent = await shop.create("memory", draft(), shown);
  assert.deepEqual([sent.status, await sent.text()], [303, ""]);
  assert.equal(new URL(sent.headers.get("location")).origin, sandbox.url);
  assert.ok(sent.headers.get("set-cookie"));
  for (const [order, headers, status] of [
    [{}, {}, 400],
    [draft(), { "content-type": "text/plain" }, 415],
    [draft(), { origin: "https://evil.example" }, 403],
    [draft(), { origin: "null", "sec-fetch-site": "cross-site" }, 403],
  ]) {
    const refused = await shop.create("memory", order, { ...shown, ...headers });
    assert.equal(refused.status, status);
    assert.match(refused.headers.get("content-type"), /^text\/html/);
  }
  for (const accept of ["*/*", "application/json", "application/json, text/plain, */*"]) {
    const reply = await shop.create("memory", draft(), { accept });
    assert.equal(reply.status, 200, accept);
    assert.match((await reply.json()).checkout_id, /^[0-9a-f-]{36}$/);
  }
});

test("whoever opens the address that a form is sent to is told so on a page, in her language", async () => {
  for (const route of ["/v3/checkout", "/v3/checkout/schooling"]) {
    const path = `/memory/api${route}`;
    for (const [language, words] of Object.entries({
      en: /<html lang="en" dir="ltr">.*Your order was not sent/s,
      ar: /<html lang="ar" dir="rtl">.*لم يُرسل طلبك/s,
    })) {
      const reply = await shop.get(path, { accept: "text/html,*/*;q=0.8", "accept-language": language });
      assert.deepEqual([reply.status, reply.headers.get("allow")], [405, "POST"]);
      assert.match(reply.headers.get("content-type"), /^text\/html/);
      assert.match(await reply.text(), words);
    }
    const reply = await shop.get(path);
    assert.deepEqual([reply.status, (await reply.json()).errors[0].id], [405, "METHOD-NOT-ALLOWED"]);
  }
});

test("what the handler refuses is told in her language, and what the merchant refuses in the merchant's words", async () => {
  const arabic = { accept: "text/html", "accept-language": "ar" };
  const refused = async (headers = {}) => {
    const reply = await shop.create("memory", draft(), { ...arabic, ...headers });
    assert.equal(reply.status, 400);
    const [, line] = /<li>(.*)<\/li>/.exec(await reply.text());
    return line;
  };
  merchant.answers.complete = ({ draft }) => ({
    ...draft,
    items: ["a", "b"].map((reference_id) => ({ ...draft.items[0], reference_id, unit_price: 9_999_999_999 })),
  });
  assert.equal(await refused(), "<bdi>items</bdi>: القيمة أكبر من المسموح");
  const line = await refused({ "idempotency-key": "k".repeat(256) });
  assert.equal(line, "<bdi>Idempotency-Key</bdi>: القيمة ليست بالصيغة الصحيحة");
  merchant.answers.complete = () => {
    const issues = [{ path: "items", code: "maximum", message: "No more than we have" }];
    throw Object.assign(new Error("refused"), { code: "invalid_request", issues });
  };
  assert.equal(await refused(), "<bdi>items</bdi>: No more than we have");
});
