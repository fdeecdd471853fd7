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
  const log = JSON.stringify(lines);
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
  const { checkout_id } = await created(shop, "memory", order());
  await shop.get(`/memory/api/v3/checkout/${checkout_id}`);
  await shop.get("/memory/api/nothing");
  const lines = (await shop.inside("lines")).slice(before);
  const said = lines.map(({ route, method, status }) => `${route} ${method} ${status}`);
  assert.deepEqual(said, ["create POST 200", "status GET 404", "none GET 404"]);
  assert.equal(lines[0].checkout_id, checkout_id);
  assert.match(lines[0].tx_id, /^[0-9a-f-]{36}$/);
  assert.ok(lines.every(({ ms }) => typeof ms === "number" && ms >= 0));
  // A stranger's question says nothing about whose checkout it was.
  assert.equal(lines[1].checkout_id, undefined);
});
