// webhook.js of the README in workerd: only what the provider has signed comes through.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { installPacked } from "../support/packed.mjs";
import { startWorker } from "../support/worker.mjs";
import { snippet } from "./readme.mjs";

const SECRET = "a-secret-of-the-merchant";
const EVENT = JSON.stringify({
  checkout_id: "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c9a01",
  status: "SUCCEEDED",
  checkout_type: "ITEMS",
});

let project, worker;
before(async () => {
  project = await installPacked();
  await writeFile(join(project.dir, "webhook.js"), snippet("webhook.js"));
  const main = join(project.dir, "main.js");
  await writeFile(main, 'import { POST } from "./webhook.js";\nexport default { fetch: POST };\n');
  worker = await startWorker(main, { bindings: { JEEL_CLIENT_SECRET: SECRET } });
});
after(() => Promise.all([worker?.stop(), project?.remove()]));

const sign = (body, secret) => createHmac("sha256", secret).update(body).digest("base64");

async function statusOf(body, signature) {
  const headers = { "content-type": "application/json", ...(signature && { "x-jeel-signature": signature }) };
  return (await fetch(worker.url, { method: "POST", headers, body })).status;
}

test("an event that the provider has signed is taken", async () => {
  assert.equal(await statusOf(EVENT, sign(EVENT, SECRET)), 204);
});

test("an event that anybody else has signed, or nobody, is refused", async () => {
  assert.equal(await statusOf(EVENT, sign(EVENT, "another-secret")), 401);
  assert.equal(await statusOf(EVENT.replace("SUCCEEDED", "REJECTED"), sign(EVENT, SECRET)), 401);
  assert.equal(await statusOf(EVENT), 401);
});
