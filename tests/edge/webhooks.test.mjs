// Webhooks: what is believed, and that each status is told once whatever arrives.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { COURSES } from "../support/sandbox.mjs";
import { eventually } from "./eventually.mjs";
import { created, draft, sign, startShop } from "./shop.mjs";
import { witnesses } from "./witnesses.mjs";

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());
const { statusesOf, told, toldNoMore, questions } = witnesses(() => shop);
beforeEach(async () => {
  await sandbox.clearFaults();
  merchant.usual();
});

/** An answer that takes longer waits for somebody whom it should not wait for, in ms. */
const PATIENCE = 30_000;
const WEBHOOKS = "/memory/api/webhooks";
const GET_ANY = { method: "GET", path: "/v3/checkout/{id}" };
const event = ({ checkout_id }, status) => JSON.stringify({ checkout_id, status, checkout_type: "ITEMS" });

/** A checkout whose own webhooks go nowhere: the test delivers. */
function silent(mount = "memory", order = draft()) {
  const usual = merchant.answers.complete;
  merchant.answers.complete = (question) => ({
    ...usual(question),
    urls: { notification_url: `${shop.url}/nowhere` },
  });
  return created(shop, mount, order).finally(() => (merchant.answers.complete = usual));
}

function offByOneBit(signature) {
  const bytes = Buffer.from(signature, "base64");
  bytes[31] ^= 1;
  return bytes.toString("base64");
}

test("without the right signature nothing is told or done", async () => {
  const checkout = await silent();
  await sandbox.decide(checkout.checkout_id, "REJECTED");
  const body = event(checkout, "REJECTED");
  const right = sign(body, COURSES.clientSecret);
  for (const signature of [
    undefined,
    "",
    sign(body, "another secret"),
    sign(`${body} `, COURSES.clientSecret),
    sign(body, COURSES.clientSecret, "hex"),
    offByOneBit(right),
    right.replace("=", ""),
    right.toLowerCase(),
    `${right}, ${right}`,
    `sha256=${right}`,
  ]) {
    const headers = signature === undefined ? {} : { "x-jeel-signature": signature };
    const reply = await shop.post(WEBHOOKS, body, headers);
    assert.deepEqual([reply.status, await reply.text()], [401, ""], signature);
  }
  await toldNoMore("memory", checkout);
  assert.equal((await shop.post(WEBHOOKS, body, { "x-jeel-signature": right })).status, 204);
  await told(checkout, "REJECTED");
});

test("what is signed are the bytes as they came", async () => {
  const checkout = await silent();
  const text = event(checkout, "PENDING");
  const spaced = JSON.stringify(JSON.parse(text), null, 2);
  const notUtf8 = (byte) =>
    Buffer.concat([Buffer.from(`${text.slice(0, -1)},"note":"`), byte, Buffer.from('"}')]);
  const post = async (body, signed = body) => {
    const headers = { "x-jeel-signature": sign(signed, COURSES.clientSecret) };
    return (await fetch(`${shop.url}${WEBHOOKS}`, { method: "POST", headers, body })).status;
  };
  const [one, other] = [notUtf8(Buffer.from([0xff])), notUtf8(Buffer.from([0xfe]))];
  for (const body of [`\r\n${text} `, spaced, text.replaceAll("-", "\\u002d"), one, other]) {
    assert.equal(await post(body), 204, String(body));
  }
  assert.equal(await post(spaced, text), 401);
  assert.equal(await post(one, other), 401); // as text they are the same
});

test("while the secret is being changed, both count, and then only the new one", async () => {
  const [old, next] = [COURSES.clientSecret, "sandbox-courses-secret-2027"];
  const body = JSON.stringify({ id: "refund-1", status: "DONE" });
  const deliver = async (secret, clientSecret) => {
    const headers = {
      "x-jeel-signature": sign(body, secret),
      "x-test": JSON.stringify({ clientSecret }),
    };
    return (await shop.post(WEBHOOKS, body, headers)).status;
  };
  assert.deepEqual([await deliver(old, [next, old]), await deliver(next, [next, old])], [204, 204]);
  assert.deepEqual([await deliver(old, [next]), await deliver(next, [next])], [401, 204]);
});

test("a success that the API does not confirm is not told, until it does", async () => {
  const checkout = await silent();
  assert.equal((await shop.deliver("memory", event(checkout, "SUCCEEDED"))).status, 503);
  assert.equal(await questions(checkout), 1);
  await sandbox.decide(checkout.checkout_id, "SUCCEEDED");
  await toldNoMore("memory", checkout);
  await shop.deliver("memory", event(checkout, "SUCCEEDED"));
  await toldNoMore("memory", checkout, "SUCCEEDED");
});

test("a success is not believed while the API cannot be asked", async () => {
  const checkout = await silent();
  await sandbox.fault({ match: GET_ANY, times: 3, fault: "status", status: 404 });
  await shop.deliver("memory", event(checkout, "SUCCEEDED"));
  await eventually(async () => (await questions(checkout)) === 1, "a question");
  await sandbox.clearFaults();
  await sandbox.decide(checkout.checkout_id, "REJECTED"); // it was a captured one, say
  await shop.deliver("memory", event(checkout, "SUCCEEDED"));
  await told(checkout, "REJECTED");
});

test("repeated and reordered deliveries tell each status once", async () => {
  const [paid, declined, held] = await Promise.all([silent(), silent("durable"), silent()]);
  await sandbox.decide(paid.checkout_id, "SUCCEEDED");
  await sandbox.decide(declined.checkout_id, "REJECTED");
  const deliveries = [
    ...Array(10).fill(["memory", event(paid, "SUCCEEDED")]),
    ...Array(5).fill(["memory", event(paid, "PENDING")]),
    ...Array(10).fill(["durable", event(declined, "REJECTED")]),
    ...Array(3).fill(["durable", event(declined, "PENDING")]),
    ...Array(5).fill(["memory", event(held, "ON_HOLD")]),
  ];
  // Those that come while another is telling are refused, and come again.
  const replies = await Promise.all(deliveries.map(([mount, body]) => shop.deliver(mount, body)));
  assert.ok(replies.every(({ status }) => status === 204 || status === 503));
  await told(paid, "SUCCEEDED");
  await told(declined, "REJECTED");
  for (const status of ["PENDING", "REJECTED", "EXPIRED"]) await shop.deliver("memory", event(paid, status));
  for (const status of ["PENDING", "EXPIRED"]) await shop.deliver("durable", event(declined, status));
  const kept = async (mount, { checkout_id, cookie }) =>
    (await (await shop.get(`/${mount}/api/v3/checkout/${checkout_id}`, { cookie })).json()).status;
  assert.equal(await kept("memory", paid), "SUCCEEDED");
  assert.equal(await kept("durable", declined), "REJECTED");
  await toldNoMore("memory", paid, "SUCCEEDED");
  await toldNoMore("durable", declined, "REJECTED");
  // An undocumented status is believed when the API itself tells it.
  assert.deepEqual(statusesOf(held), []);
});

for (const mount of ["memory", "durable", "bare"]) {
  test(`${mount}: when onStatus throws it is called again, and not once more than that`, async () => {
    const checkout = await silent(mount);
    await sandbox.decide(checkout.checkout_id, "SUCCEEDED");
    merchant.answers.status = () => {
      throw new Error("the shop's database is away");
    };
    const first = await shop.deliver(mount, event(checkout, "SUCCEEDED"));
    assert.equal(first.status, mount === "durable" ? 204 : 503);
    await told(checkout, "SUCCEEDED");
    merchant.usual();
    // Who told it before must have said that it failed.
    await eventually(async () => {
      await shop.deliver(mount, event(checkout, "SUCCEEDED"));
      return statusesOf(checkout).length > 1;
    }, "told again");
    await told(checkout, "SUCCEEDED", "SUCCEEDED");
    const [failed, again] = merchant.told(checkout.checkout_id);
    assert.deepEqual(again, { ...failed, redelivered: true });
    assert.deepEqual([failed.id, failed.redelivered], [`${checkout.checkout_id}:SUCCEEDED`, undefined]);
    const lines = (await shop.inside("lines")).filter((line) => /^onStatus threw/.test(line.message));
    assert.ok(lines.some((line) => line.checkout_id === checkout.checkout_id));
    for (let more = 0; more < 5; more++) {
      assert.equal((await shop.deliver(mount, event(checkout, "SUCCEEDED"))).status, 204);
    }
    await toldNoMore(mount, checkout, "SUCCEEDED", "SUCCEEDED");
  });
}

test("what is no checkout's is taken and kept", async () => {
  for (const body of [
    { id: "refund-2", status: "DONE", rejectionReason: "of Sarah's card", referenceId: "order_1" },
    { event: "something.new" },
    { checkout_id: "not one of ours", status: "SUCCEEDED" },
    { checkout_id: crypto.randomUUID(), status: "SUCCEEDED" },
    [],
    "not even JSON",
  ]) {
    const reply = await shop.deliver("alarmed", body);
    assert.deepEqual([reply.status, await reply.text()], [204, ""], JSON.stringify(body));
  }
  const kept = (kind) => [...merchant.records].filter(([key]) => key.startsWith(`${kind}:`));
  const [[, refund], ...more] = kept("refund");
  assert.deepEqual(JSON.parse(refund), { id: "refund-2", status: "DONE", referenceId: "order_1" });
  assert.deepEqual(more, []);
  // Of what nobody knows only that it came, and its members' names: it might be about the buyer.
  const members = kept("unknown").map(([, text]) => JSON.parse(text).members.join());
  assert.deepEqual(members.sort(), ["", "", "checkout_id,status", "event"]);
});

test("a delivery is not lost for a byte order mark before it", async () => {
  const checkout = await silent();
  await sandbox.decide(checkout.checkout_id, "REJECTED");
  assert.equal((await shop.deliver("memory", `\ufeff${event(checkout, "REJECTED")}`)).status, 204);
  await told(checkout, "REJECTED");
});

test("a delivery is not lost for half a character in it", async () => {
  const checkout = await silent();
  await sandbox.decide(checkout.checkout_id, "REJECTED");
  const body = `${event(checkout, "REJECTED").slice(0, -1)},"metadata":{"note":"\\ud83d"}}`;
  assert.equal((await shop.deliver("memory", body)).status, 204);
  await told(checkout, "REJECTED");
});

test("more than 1 MB are refused", async () => {
  const body = (length) => ({ id: "refund-3", note: "x".repeat(length) });
  assert.equal((await shop.deliver("memory", body(990_000))).status, 204);
  const reply = await shop.deliver("memory", body(1_000_000));
  assert.deepEqual([reply.status, await reply.text()], [413, ""]);
});

test("a delivery that breaks off is no delivery", async () => {
  const headers = { "x-jeel-signature": sign("", COURSES.clientSecret) };
  assert.equal(await shop.inside("brokenOff", { url: `${shop.url}${WEBHOOKS}`, headers }), 400);
});

test("without waitUntil a delivery is answered when it is settled, and refused while it is not", async () => {
  const checkout = await silent("bare");
  assert.equal((await shop.deliver("bare", event(checkout, "SUCCEEDED"))).status, 503);
  await sandbox.decide(checkout.checkout_id, "SUCCEEDED");
  assert.equal((await shop.deliver("bare", event(checkout, "SUCCEEDED"))).status, 204);
  assert.deepEqual(statusesOf(checkout), ["SUCCEEDED"]);
});

test("with waitUntil and alarms a delivery is answered before the merchant has done its work", async () => {
  const checkout = await silent("durable");
  let finish;
  merchant.answers.status = () => new Promise((resolve) => (finish = resolve));
  await sandbox.decide(checkout.checkout_id, "REJECTED");
  assert.equal((await shop.deliver("durable", event(checkout, "REJECTED"))).status, 204);
  await told(checkout, "REJECTED");
  finish();
});

for (const [mount, how] of [
  ["durable", "after the answer"],
  ["memory", "after the answer"],
  ["bare", "and waits no longer than it may"],
]) {
  const name = `${mount}: a page is told a status before the merchant has done its work ${how}`;
  test(name, { timeout: PATIENCE }, async () => {
    const checkout = await silent(mount);
    await sandbox.decide(checkout.checkout_id, "SUCCEEDED");
    let finish;
    merchant.answers.status = () => new Promise((resolve) => (finish = resolve));
    const headers = { cookie: checkout.cookie, "x-test": '{"timeout":1000}' };
    const reply = await shop.get(`/${mount}/api/v3/checkout/${checkout.checkout_id}`, headers);
    assert.equal((await reply.json()).status, "SUCCEEDED");
    await told(checkout, "SUCCEEDED");
    finish();
  });
}
