// The log: a line for each request, and in none of them anything of the buyer or of the credentials.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { COURSES } from "../support/sandbox.mjs";
import { eventually } from "./eventually.mjs";
import { cookieOf, created, draft, sign, startShop } from "./shop.mjs";

let shop, sandbox, merchant;
before(async () => ({ sandbox, merchant } = shop = await startShop()));
after(() => shop?.stop());

const BUYER = {
  first_name: "Sarah",
  last_name: "Al-Otaibi",
  mobile_number: "519876543",
  national_id: "1098765432",
  email: "sarah.o@example.com",
};

const order = (changes) => draft({ buyer: BUYER, metadata: { note: "for Layla" }, ...changes });

/** Every flow, the ones that fail too; gives what must not be in the log. */
async function everyFlow() {
  const checkout = await created(shop, "durable", order());
  await shop.get(`/durable/api/v3/checkout/${checkout.checkout_id}`, { cookie: checkout.cookie });
  const { request } = await sandbox.checkout(checkout.checkout_id);
  const back = new URL(request.urls.redirect_url).pathname;
  const returned = await shop.get(`${back}?name=Sarah`);
  await sandbox.decide(checkout.checkout_id, "SUCCEEDED");
  await eventually(() => merchant.told(checkout.checkout_id).length === 1, "onStatus");
  const event = JSON.stringify({ checkout_id: checkout.checkout_id, status: "SUCCEEDED" });
  await shop.deliver("durable", event, "wrong secret");
  await shop.create("durable", order({ buyer: { ...BUYER, national_id: "10987654321" } }));
  await shop.create("durable", order(), { origin: "https://evil.example" });
  await failingFlows();
  const tokens = (await sandbox.requests("POST", "/v3/checkout")).flatMap(({ headers }) =>
    headers.filter(([name]) => name.toLowerCase() === "authorization").map(([, value]) => value.slice(7)),
  );
  assert.ok(tokens.length > 0);
  const cookies = [checkout.cookie, cookieOf(returned)].map((cookie) => cookie.split("=")[1]);
  return [...tokens, ...cookies, back.split("/").at(-1), sign(event, COURSES.clientSecret)];
}

async function failingFlows() {
  merchant.answers.complete = ({ draft }) => ({ ...draft, buyer: { ...BUYER, national_id: "21098765432" } });
  await shop.create("durable", order());
  merchant.answers.complete = () => {
    throw new Error(JSON.stringify(BUYER));
  };
  await shop.create("durable", order());
  merchant.usual();
  await sandbox.fault({ match: { path: "/v3/checkout" }, times: 1, fault: "status", status: 422 });
  await shop.create("durable", order());
  const unknown = { "x-test": JSON.stringify({ clientSecret: COURSES.clientSecret + "-typo" }) };
  await shop.create("durable", order(), unknown);
}

test("no line holds a body, a token, a secret or anything of the buyer", async () => {
  const unspeakable = await everyFlow();
  const lines = await shop.inside("lines");
  // Nor does what a log that prints whatever it is given prints beside it.
  const errors = await shop.inside("errors");
  const log = JSON.stringify([lines, errors.map((error) => error?.shown)]);
  const buyers = [...Object.values(BUYER), "10987654321", "21098765432", "Layla", "Rust"];
  for (const word of [...buyers, ...unspeakable, COURSES.clientSecret]) {
    assert.ok(
      !log.includes(word),
      `${word} is in the log:\n${lines.map((l) => JSON.stringify(l)).join("\n")}`,
    );
  }
});

test("each request has one line, with what finds it again", async () => {
  const before = (await shop.inside("lines")).length;
  const { checkout_id, cookie } = await created(shop, "memory", order());
  const id = `/memory/api/v3/checkout/${checkout_id}`;
  const { request } = await sandbox.checkout(checkout_id);
  await shop.get(id);
  await shop.get(id, { cookie });
  await shop.get(new URL(request.urls.redirect_url).pathname);
  await shop.deliver("memory", { checkout_id, status: "PENDING" });
  await shop.deliver("memory", { checkout_id, status: "PENDING" }, "wrong secret");
  await shop.create("memory", order(), { origin: "https://evil.example" });
  await shop.create("memory", "{}");
  const friend = { origin: "https://www.shop.example", "x-test": '{"origins":["https://www.shop.example"]}' };
  await fetch(`${shop.url}${id}`, { method: "OPTIONS", headers: friend });
  await fetch(`${shop.url}${id}`, { method: "DELETE" });
  await shop.get("/memory/api/nothing");
  const lines = (await shop.inside("lines")).slice(before);
  const said = lines.map(({ route, method, status, checkout_id, tx_id }) =>
    [route, method, status, checkout_id && "id", tx_id && "tx"].filter(Boolean).join(" "),
  );
  assert.deepEqual(said, [
    "create POST 200 id tx",
    "status GET 404", // a stranger's question says nothing about whose checkout it was
    "status GET 200 id tx",
    "return GET 303 id",
    "webhook POST 204 id",
    "webhook POST 401",
    "create POST 403",
    "create POST 400",
    "preflight OPTIONS 204",
    "none DELETE 405",
    "none GET 404",
  ]);
  assert.ok(lines.every((line) => !line.checkout_id || line.checkout_id === checkout_id));
  assert.match(lines[0].tx_id, /^[0-9a-f-]{36}$/);
  assert.notEqual(lines[0].tx_id, lines[2].tx_id);
  assert.ok(lines.every(({ ms }) => typeof ms === "number" && ms >= 0 && ms < 10_000));
});

test("the API's words, and what was thrown, are beside the line for whoever asks for them by name", async () => {
  const { length } = await shop.inside("errors");
  await sandbox.fault({ match: { path: "/v3/checkout" }, times: 1, fault: "status", status: 422 });
  await shop.create("memory", order());
  merchant.answers.complete = () => {
    throw new Error("the shop's database is away");
  };
  await shop.create("memory", order());
  merchant.usual();
  const [refused, threw] = (await shop.inside("errors")).slice(length);
  assert.ok(refused.errors.length > 0 && refused.errors[0].id, JSON.stringify(refused));
  assert.equal(threw.cause, "the shop's database is away");
  for (const { shown } of [refused, threw]) {
    assert.ok(shown.code && shown.message);
    for (const name of ["errors", "issues", "cause"]) assert.ok(!Object.hasOwn(shown, name), name);
  }
});

test("a request that is refused for its configuration, or its body, has a line too", async () => {
  const url = `${shop.api("memory")}/v3/checkout`;
  for (const [question, message] of [
    [{ given: { timeout: "soon" } }, /timeout/],
    [{ given: { cookieName: "x" } }, /cookieName/],
    [{ isRead: true }, /body was read before/],
  ]) {
    const { length } = await shop.inside("lines");
    assert.equal(await shop.inside("refused", { url, ...question }), "invalid_options");
    const [line, ...more] = (await shop.inside("lines")).slice(length);
    assert.deepEqual(more, []);
    assert.deepEqual([line.route, line.method, line.code], ["none", "POST", "invalid_options"]);
    assert.match(line.message, message);
  }
});

test("what a log has still to do is done after the answer, and may fail", async () => {
  const told = [];
  let goOn;
  merchant.answers.pause = () => new Promise((resolve) => (goOn = resolve));
  merchant.answers.log = ({ line }) => {
    told.push(line);
    throw new Error("the log is full");
  };
  const reply = await shop.get("/memory/api/nothing", { "x-test": '{"log":"slowly"}' });
  assert.equal(reply.status, 404);
  await eventually(() => goOn, "the log is at work");
  goOn();
  await eventually(() => told.length > 0, "the line has arrived");
  assert.equal(told[0].status, 404);
});
