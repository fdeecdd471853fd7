// Where a buyer is sent to pay: only where the merchant lets her, whatever the API says.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { draft, FORM, formOf, startShop } from "./shop.mjs";

let shop, sandbox;
before(async () => ({ sandbox } = shop = await startShop()));
after(() => shop?.stop());

/** To a handler by whose options the sandbox's hosted page is anybody's. */
const DISTRUSTFUL = { "x-test": '{"redirectOrigins":[]}' };

for (const [what, body, headers] of [
  ["a script", draft(), {}],
  ["a form", formOf(draft()), FORM],
]) {
  test(`${what} is not sent to an origin that the merchant has not named`, async () => {
    const { length } = await shop.inside("lines");
    const made = (await sandbox.checkouts()).length;
    const reply = await shop.create("memory", body, { ...DISTRUSTFUL, ...headers });
    assert.equal((await sandbox.checkouts()).length, made + 1, "it is the address that is refused");
    assert.equal(reply.status, 502);
    assert.deepEqual([reply.headers.get("location"), reply.headers.get("set-cookie")], [null, null]);
    const text = await reply.text();
    assert.ok(!text.includes(sandbox.url), text);
    if (headers !== FORM) assert.equal(JSON.parse(text).errors[0].id, "UPSTREAM-INVALID");
    const [line, ...more] = (await shop.inside("lines")).slice(length);
    assert.deepEqual([line.status, line.code, more], [502, "unsafe_redirect", []]);
  });
}
