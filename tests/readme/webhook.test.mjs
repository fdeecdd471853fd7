// webhook.js of the README in workerd: only what the provider has signed comes through, and only what its API says counts.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { ITEMS } from "../runtimes/requests.mjs";
import { installPacked } from "../support/packed.mjs";
import { clientOptions, COURSES, startSandbox } from "../support/sandbox.mjs";
import { startWorker } from "../support/worker.mjs";
import { replaced, snippet } from "./readme.mjs";

/** Its merchant's: what has been settled, and a way to order something. */
const MAIN = `
import { createServerClient } from "jeelpay-checkout/edge";
import { webhook } from "./webhook.js";

const settled = [];
const orders = { settle: async (...news) => void settled.push(news) };

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === "/settled") return Response.json(settled.splice(0));
    if (pathname === "/webhook") return webhook(request, env, orders);
    const order = { ...env.ORDER, reference_id: crypto.randomUUID() };
    return Response.json(await createServerClient(env.CLIENT_OPTIONS).createCheckout(order));
  },
};
`;

let project, sandbox, worker, id;
before(async () => {
  [sandbox, project] = await Promise.all([startSandbox(), installPacked()]);
  const hosts = `apiUrl: "${sandbox.url}", authUrl: "${sandbox.url}/oauth2/token",`;
  await writeFile(
    join(project.dir, "webhook.js"),
    replaced(snippet("webhook.js"), 'environment: "sandbox",', hosts),
  );
  const main = join(project.dir, "main.js");
  await writeFile(main, MAIN);
  const bindings = {
    JEEL_CLIENT_ID: COURSES.clientId,
    JEEL_CLIENT_SECRET: COURSES.clientSecret,
    CLIENT_OPTIONS: clientOptions(sandbox.url),
    ORDER: ITEMS,
  };
  worker = await startWorker(main, { bindings });
});
after(() => Promise.all([worker?.stop(), sandbox?.stop(), project?.remove()]));
beforeEach(async () => (id = (await ask("order")).checkout_id));

const ask = async (what) => (await fetch(`${worker.url}/${what}`)).json();
const event = (status) => JSON.stringify({ checkout_id: id, status, checkout_type: "ITEMS" });
const sign = (body, secret) => createHmac("sha256", secret).update(body).digest("base64");

async function statusOf(body, signature) {
  const headers = { "content-type": "application/json", ...(signature && { "x-jeel-signature": signature }) };
  return (await fetch(`${worker.url}/webhook`, { method: "POST", headers, body })).status;
}

test("an event that the provider has signed is taken for what its API says", async () => {
  const body = event("SUCCEEDED");
  assert.equal(await statusOf(body, sign(body, COURSES.clientSecret)), 204);
  assert.deepEqual(await ask("settled"), [[id, "PENDING"]], "a captured one may be of another time");
  await sandbox.decide(id, "SUCCEEDED");
  assert.equal(await statusOf(body, sign(body, COURSES.clientSecret)), 204);
  assert.deepEqual(await ask("settled"), [[id, "SUCCEEDED"]]);
});

test("an event that anybody else has signed, or nobody, is refused", async () => {
  const [body, other] = [event("SUCCEEDED"), event("REJECTED")];
  assert.equal(await statusOf(body, sign(body, "another-secret")), 401);
  assert.equal(await statusOf(other, sign(body, COURSES.clientSecret)), 401);
  assert.equal(await statusOf(body), 401);
  assert.deepEqual(await ask("settled"), []);
});

test("what is about no checkout settles none", async () => {
  const body = JSON.stringify({ id: "7", status: "DONE" });
  assert.equal(await statusOf(body, sign(body, COURSES.clientSecret)), 204);
  assert.deepEqual(await ask("settled"), []);
});
