// Access tokens: one for all, renewed once, and a failing endpoint left alone.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { COURSES } from "../support/sandbox.mjs";
import { eventually } from "./eventually.mjs";
import { asking, created, draft, startShop, startShopWorker, workerOptions } from "./shop.mjs";

const TOKEN = "/oauth2/token";

async function withShop(work, options) {
  const shop = await startShop(options);
  try {
    await work(shop, () => shop.sandbox.requests("POST", TOKEN));
  } finally {
    await shop.stop();
  }
}

const times = (count, work) => Array.from({ length: count }, work);

/** How many of so many creations at once were answered with which status. */
async function createAtOnce(shop, count) {
  const replies = await Promise.all(times(count, () => shop.create("memory", draft())));
  const tally = {};
  for (const { status } of replies) tally[status] = (tally[status] ?? 0) + 1;
  return tally;
}

test("200 callers at once share one token", () =>
  withShop(async (shop, tokenRequests) => {
    assert.deepEqual(await createAtOnce(shop, 200), { 200: 200 });
    assert.equal((await tokenRequests()).length, 1);
  }));

test("a token that the API refuses is replaced once, for all callers", () =>
  withShop(async (shop, tokenRequests) => {
    await created(shop, "memory");
    await shop.sandbox.advance(300_000); // where the token was issued, it is over
    assert.deepEqual(await createAtOnce(shop, 20), { 200: 20 });
    assert.equal((await tokenRequests()).length, 2);
    const refused = await shop.sandbox.requests("POST", "/v3/checkout");
    assert.ok(refused.some(({ status }) => status === 401));
  }));

test("credentials that the API keeps refusing are not tried for ever", () =>
  withShop(async (shop, tokenRequests) => {
    const path = "/v3/checkout";
    await shop.sandbox.fault({ match: { path }, times: 9, fault: "status", status: 401 });
    const reply = await shop.create("memory", draft());
    assert.equal(reply.status, 500);
    assert.equal((await tokenRequests()).length, 2);
    assert.equal((await shop.sandbox.requests("POST", path)).length, 2);
  }));

test("isolates with one token store share one token", () =>
  withShop(async (shop, tokenRequests) => {
    const root = await mkdtemp(join(tmpdir(), "jeelpay-tokens-"));
    const options = { ...workerOptions(shop.sandbox.url, shop.merchant.url), kvPersist: root };
    for (const _ of times(2, () => 0)) {
      const worker = await startShopWorker(options);
      const stored = { "x-test": '{"tokenStore":true}' };
      await created(asking(worker.url, COURSES.clientSecret), "memory", draft(), stored);
      await worker.stop();
    }
    await rm(root, { recursive: true });
    assert.equal((await tokenRequests()).length, 1);
  }));

test("a failing endpoint is not hammered, and used again when it has recovered", () =>
  withShop(async (shop, tokenRequests) => {
    await shop.sandbox.fault({ match: { path: TOKEN }, times: 1000, fault: "status", status: 503 });
    assert.deepEqual(await createAtOnce(shop, 200), { 503: 200 });
    const asked = (await tokenRequests()).length;
    assert.ok(asked >= 1 && asked <= 3, `${asked} token requests`);
    await shop.sandbox.clearFaults();
    await eventually(async () => (await shop.create("memory", draft())).status === 200, "a new token");
  }));

test("a buyer who leaves while the token is renewed keeps nobody waiting", () =>
  withShop(async (shop, tokenRequests) => {
    await shop.sandbox.fault({ match: { path: TOKEN }, fault: "hang" });
    const buyer = request(`${shop.api("memory")}/v3/checkout`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: shop.url },
    });
    buyer.on("error", () => {}).end(JSON.stringify(draft()));
    await eventually(async () => (await tokenRequests()).length === 1, "a token request");
    buyer.socket.resetAndDestroy();
    const began = Date.now();
    await created(shop, "memory");
    const took = Date.now() - began;
    assert.ok(took < 6_000, `it took ${took} ms`);
    assert.equal((await tokenRequests()).length, 2);
  }));

test("for a slow endpoint one asks, and all the others wait", () =>
  withShop(async (shop, tokenRequests) => {
    await shop.sandbox.fault({ match: { path: TOKEN }, fault: "delay", delay_ms: 3_500 });
    assert.deepEqual(await createAtOnce(shop, 20), { 200: 20 });
    assert.equal((await tokenRequests()).length, 1);
  }));

test("a token store that hangs keeps only whoever fills it", () =>
  withShop(async (shop, tokenRequests) => {
    const hanging = { "x-test": '{"tokenStore":"hanging"}' };
    let goOn;
    shop.merchant.answers.pause = () => new Promise((resolve) => (goOn = resolve));
    const first = created(shop, "memory", draft(), hanging);
    await eventually(() => goOn, "the store is at work");
    const others = times(5, () => created(shop, "memory", draft(), hanging));
    const slower = first.then(() => "the first");
    assert.notEqual(await Promise.race([Promise.all(others), slower]), "the first");
    goOn();
    await first;
    assert.equal((await tokenRequests()).length, 1);
  }));

test("a store that holds something that is no token is as good as an empty one", () =>
  withShop(async (shop, tokenRequests) => {
    const expires_at = Date.now() + 300_000;
    const poisons = ["a\r\nb", "a\u0000b", "[object Object]", "Bearer token", "{}"];
    for (const [number, access_token] of poisons.entries()) {
      // Secrets to each, since an isolate that has a token by the same ones does not look into the store.
      const clientSecret = [`of ${number}`, COURSES.clientSecret];
      const poisoned = { clientSecret, tokenStore: { access_token, expires_at } };
      await created(shop, "memory", draft(), { "x-test": JSON.stringify(poisoned) });
      await created(shop, "memory", draft(), { "x-test": JSON.stringify({ clientSecret }) }); // and the isolate goes on
      const given = (await tokenRequests()).filter(({ status }) => status === 200);
      assert.equal(given.length, number + 1, access_token);
    }
    const calls = await shop.sandbox.requests("POST", "/v3/checkout");
    assert.deepEqual(
      calls.filter(({ status }) => status !== 200),
      [],
      "nothing else was shown to the API",
    );
  }));

test("an endpoint that fails once, in whatever way, costs a pause and not the order", () =>
  withShop(async (shop, tokenRequests) => {
    for (const fault of [{ fault: "status", status: 503 }, { fault: "reset" }, { fault: "lost_reply" }]) {
      await shop.sandbox.reset();
      await shop.sandbox.fault({ match: { path: TOKEN }, ...fault });
      assert.equal((await shop.create("memory", draft())).status, 200, fault.fault);
      assert.equal((await tokenRequests()).length, 2, fault.fault);
    }
  }));

test("a token that is as good as over serves the call that it was got for", () =>
  withShop(
    async (shop, tokenRequests) => {
      for (const _ of times(3, () => 0)) await created(shop, "memory");
      assert.equal((await tokenRequests()).length, 3);
      assert.deepEqual(await createAtOnce(shop, 5), { 200: 5 });
    },
    { sandboxOptions: ["--token-lifetime", "30"] },
  ));

test("a token without a lifetime is used for one call only", () =>
  withShop(async (shop, tokenRequests) => {
    const nameless = { fault: "missing_field", field: "expires_in" };
    await shop.sandbox.fault({ match: { path: TOKEN }, times: 2, ...nameless });
    for (const _ of times(4, () => 0)) await created(shop, "memory");
    assert.equal((await tokenRequests()).length, 3);
  }));

test("a token is asked for as documented, and with nothing else", () =>
  withShop(async (shop, tokenRequests) => {
    await created(shop, "memory");
    const [{ headers, body }] = await tokenRequests();
    const given = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
    // What the runtime adds by itself is not the module's.
    for (const name of ["host", "content-length", "accept-encoding", "connection", "cf-worker"])
      delete given[name];
    assert.deepEqual(given, { "content-type": "application/x-www-form-urlencoded" });
    assert.deepEqual(Object.fromEntries(new URLSearchParams(body)), {
      client_id: COURSES.clientId,
      client_secret: COURSES.clientSecret,
      grant_type: "client_credentials",
    });
  }));

test("while the endpoint fails, a token that is still good is used", () =>
  withShop(
    async (shop, tokenRequests) => {
      await created(shop, "memory"); // its token is to be renewed after one second
      await shop.sandbox.fault({ match: { path: TOKEN }, times: 1000, fault: "status", status: 503 });
      await eventually(async () => {
        assert.deepEqual(await createAtOnce(shop, 10), { 200: 10 });
        return (await tokenRequests()).length > 1;
      }, "a renewal that failed");
      assert.deepEqual(await createAtOnce(shop, 10), { 200: 10 });
    },
    { sandboxOptions: ["--token-lifetime", "31"] },
  ));

test("while the secret is being changed, whichever the endpoint takes is used", () =>
  withShop(async (shop, tokenRequests) => {
    const secrets = (...clientSecret) => ({ "x-test": JSON.stringify({ clientSecret }) });
    const asked = async () =>
      (await tokenRequests()).map(({ body }) => new URLSearchParams(body).get("client_secret"));
    const early = secrets("sandbox-courses-secret-2027", COURSES.clientSecret);
    for (const _ of times(3, () => 0)) await created(shop, "memory", draft(), early);
    assert.deepEqual(await asked(), ["sandbox-courses-secret-2027", COURSES.clientSecret]);

    await created(shop, "memory", draft(), secrets(COURSES.clientSecret, "sandbox-courses-secret-2025"));
    assert.equal((await asked()).length, 3);

    const wrong = await shop.create("memory", draft(), secrets("wrong", "wrong too"));
    assert.equal(wrong.status, 500);
    assert.deepEqual((await asked()).slice(3), ["wrong", "wrong too"]);
  }));
