// Who gets the right to a status: the browser that began the attempt, and nobody who only repeats its order.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { COURSES } from "../support/sandbox.mjs";
import { cookieOf, created, draft, FORM, formOf, startShop } from "./shop.mjs";

let shop, sandbox;
before(async () => ({ sandbox } = shop = await startShop()));
after(() => shop?.stop());

const KEY = () => ({ "idempotency-key": crypto.randomUUID() });
const ask = (mount, id, cookie) => shop.get(`/${mount}/api/v3/checkout/${id}`, cookie ? { cookie } : {});

for (const mount of ["memory", "durable"]) {
  test(`${mount}: whoever posts the same draft gets the same checkout, and no right to its status`, async () => {
    const [order, mine] = [draft(), KEY()];
    const first = await created(shop, mount, order, mine);
    for (const theirs of [KEY(), {}]) {
      const reply = await shop.create(mount, order, theirs);
      assert.equal(reply.status, 200);
      assert.equal(reply.headers.get("set-cookie"), null);
      assert.equal((await reply.json()).checkout_id, first.checkout_id);
    }
    const reloaded = await created(shop, mount, order, mine);
    assert.equal((await ask(mount, first.checkout_id, reloaded.cookie)).status, 200);
  });

  test(`${mount}: a stranger cannot take over an attempt whose creation has failed`, async () => {
    const [order, mine] = [draft(), KEY()];
    const failing = {
      match: { method: "POST", path: "/v3/checkout" },
      times: 3,
      fault: "status",
      status: 503,
    };
    await sandbox.fault(failing);
    assert.equal((await shop.create(mount, order, mine)).status, 503);
    const stranger = await shop.create(mount, order, KEY());
    assert.deepEqual([stranger.status, stranger.headers.get("set-cookie")], [200, null]);
    const { cookie, checkout_id } = await created(shop, mount, order, mine);
    assert.equal((await ask(mount, checkout_id, cookie)).status, 200);
  });

  test(`${mount}: a form that is sent twice is one checkout, and its buyer is told after the return`, async () => {
    const form = formOf(draft());
    const send = () => shop.create(mount, form, FORM);
    const replies = await Promise.all([send(), send(), send()]);
    assert.deepEqual(
      replies.map(({ status }) => status),
      [303, 303, 303],
    );
    const places = new Set(replies.map(({ headers }) => headers.get("location")));
    assert.equal(places.size, 1);
    const rights = replies.map(cookieOf).filter(Boolean);
    assert.equal(rights.length, 1);

    const id = new URL([...places][0]).pathname.split("/").at(-1);
    const { request } = await sandbox.checkout(id);
    const back = await shop.get(new URL(request.urls.redirect_url).pathname);
    assert.equal((await ask(mount, id, cookieOf(back))).status, 200);
  });
}

/** A right that ends then, in s since 1970: signed as the handler signs it, by another hand. */
function rightUntil(id, until) {
  const hmac = (key, text) => createHmac("sha256", key).update(text);
  const context = "jeelpay-checkout: key of status cookies and return tokens, version 1";
  const key = hmac(COURSES.clientSecret, context).digest();
  return `${until}.${hmac(key, `status ${id} until ${until}`).digest("hex")}`;
}

test("a right ends after a day, whoever holds it, and cannot be prolonged", async () => {
  const { checkout_id, cookie } = await created(shop, "memory");
  const [name, right] = cookie.split("=");
  const now = Math.floor(Date.now() / 1000);
  const [until, signature] = right.split(".");
  const left = Number(until) - now;
  assert.ok(left > 86_300 && left <= 86_400, `it ends in ${left} s`);
  for (const [shown, status] of [
    [right, 200],
    [rightUntil(checkout_id, now + 60), 200],
    [rightUntil(checkout_id, now - 1), 404],
    [`${Number(until) + 1}.${signature}`, 404],
    [`+${right}`, 404],
    [`0${right}`, 404],
    [signature, 404],
    [`.${signature}`, 404],
    [`${until}.`, 404],
    [rightUntil(crypto.randomUUID(), now + 60), 404],
  ]) {
    assert.equal((await ask("memory", checkout_id, `${name}=${shown}`)).status, status, shown);
  }
});

test("cookies of the same name that another subdomain has set shadow nothing, and give no right", async () => {
  const { checkout_id, cookie } = await created(shop, "memory");
  const [name] = cookie.split("=");
  const forged = (right) => `${name}=${right}`;
  const later = Math.floor(Date.now() / 1000) + 60;
  const junk = ["", "junk", "0".repeat(64), ...Array(50).fill("junk")].map(forged).join("; ");
  const good = Array(40)
    .fill(forged(rightUntil(crypto.randomUUID(), later)))
    .join("; ");
  for (const before of [junk, good, `a=${"x".repeat(60_000)}`]) {
    assert.equal((await ask("memory", checkout_id, before)).status, 404);
    assert.equal((await ask("memory", checkout_id, `${before}; ${cookie}`)).status, 200);
  }
});
