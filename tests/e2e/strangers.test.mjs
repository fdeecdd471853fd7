// What strangers send to the store: they get a refusal, and never a fault of its own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { STORE_URL } from "./stage.mjs";

const buyer = { mobile_number: "512345678" };
const item = { item_name: "A", quantity: 1, reference_id: "data-python" };
const child = (reference_id) => ({
  name: "Layan Al-Zahir",
  national_id: "1000000016",
  educational_year_id: "7c9d1f60-2a44-4b8e-8a57-2b8f6f0d2026",
  reference_id,
});

async function refusal(path, draft) {
  const reply = await fetch(`${STORE_URL}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ buyer, ...draft }),
  });
  const { issues } = await reply.json();
  return [reply.status, issues?.map(({ path, code }) => [path, code])];
}

test("an order of the other merchant's kind is refused as none of this one's", async () => {
  assert.deepEqual(await refusal("/courses/api/v3/checkout/schooling", { students: [child("layan")] }), [
    400,
    [["students", "format"]],
  ]);
  assert.deepEqual(await refusal("/school/api/v3/checkout", { items: [item] }), [400, [["items", "format"]]]);
});

test("nobody pays twice for one course or one child in one order", async () => {
  assert.deepEqual(await refusal("/courses/api/v3/checkout", { items: [item, item] }), [
    400,
    [["items", "format"]],
  ]);
  const twice = [child("layan"), child("yousef"), child("layan")];
  assert.deepEqual(await refusal("/school/api/v3/checkout/schooling", { students: twice }), [
    400,
    [["students", "format"]],
  ]);
});

test("the language switch of an address that looks like another host's stays here", async () => {
  for (const path of ["//evil.example/x", "/nothing?a=1"]) {
    const reply = await fetch(STORE_URL + path);
    assert.equal(reply.status, 404, path);
    const href = /class="switch"\s+href="([^"]*)"/.exec(await reply.text())[1].replaceAll("&amp;", "&");
    const target = new URL(href, reply.url);
    assert.equal(target.origin, STORE_URL, path);
    assert.equal(target.searchParams.get("lang"), "ar");
    assert.equal(target.pathname, new URL(reply.url).pathname);
  }
});
