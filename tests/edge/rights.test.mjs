// Who gets the right to a status: the browser that began the attempt, and nobody who only repeats its order.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { cookieOf, created, draft, startShop } from "./shop.mjs";

let shop, sandbox;
before(async () => ({ sandbox } = shop = await startShop()));
after(() => shop?.stop());

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const KEY = () => ({ "idempotency-key": crypto.randomUUID() });
const ask = (mount, id, cookie) => shop.get(`/${mount}/api/v3/checkout/${id}`, cookie ? { cookie } : {});

const formOf = ({ reference_id, buyer, items: [item] }) =>
  new URLSearchParams({
    reference_id,
    "buyer.mobile_number": buyer.mobile_number,
    "items[0].item_name": item.item_name,
    "items[0].quantity": item.quantity,
    "items[0].reference_id": item.reference_id,
  }).toString();

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

test("a cookie of the same name that another subdomain has set shadows nothing, and gives no right", async () => {
  const { checkout_id, cookie } = await created(shop, "memory");
  const [name] = cookie.split("=");
  const forged = [`${name}=`, `${name}=junk`, `${name}=${"0".repeat(64)}`].join("; ");
  assert.equal((await ask("memory", checkout_id, forged)).status, 404);
  assert.equal((await ask("memory", checkout_id, `${forged}; ${cookie}`)).status, 200);
});
