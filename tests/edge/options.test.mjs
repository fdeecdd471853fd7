// What a server's options must be: those that cannot work, or would do harm, are refused by name.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient } from "jeelpay-checkout";
import { createEdgeHandler, createServerClient, memoryLedger } from "jeelpay-checkout/edge";

const ID = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01";
const CREDENTIALS = {
  apiUrl: "https://api.shop.example",
  authUrl: "https://auth.shop.example/oauth2/token",
  clientId: "id",
  clientSecret: "secret",
};
const asked = [];
const CLIENT = {
  ...CREDENTIALS,
  fetch: async ({ url }) => {
    asked.push(url);
    const isToken = url.endsWith("/oauth2/token");
    return Response.json(isToken ? { access_token: "token", expires_in: 300 } : { status: "PENDING" });
  },
};
const refused = (options, message) =>
  assert.rejects(createServerClient({ ...CLIENT, ...options }).getCheckout(ID), {
    code: "invalid_options",
    message,
  });

test("credentials do not go where somebody can listen", async () => {
  for (const host of [
    "api.shop.example",
    "10.0.0.7:8080",
    "localhost.shop.example",
    "127.0.0.1.shop.example",
  ]) {
    await refused({ apiUrl: `http://${host}` }, /apiUrl must be https/);
    await refused({ authUrl: `http://${host}/oauth2/token` }, /authUrl must be https/);
    const config = { ...CLIENT, apiUrl: `http://${host}`, returnUrl: "/", ledger: memoryLedger() };
    const handler = createEdgeHandler({ ...config, completeCheckout: (draft) => draft });
    const request = new Request("https://shop.example/api/jeelpay/webhooks", { method: "POST" });
    await assert.rejects(handler(request), { code: "invalid_options", message: /apiUrl must be https/ });
  }
  assert.deepEqual(asked, []);
  for (const host of ["127.0.0.1:4010", "localhost:4010", "[::1]:4010"]) {
    const local = { ...CLIENT, apiUrl: `http://${host}`, authUrl: `http://${host}/oauth2/token` };
    assert.equal((await createServerClient(local).getCheckout(ID)).status, "PENDING", host);
  }
});

test("an option that credentials leave no room for is refused, and not ignored", async () => {
  for (const [option, value] of [
    ["baseUrl", "https://shop.example/api"],
    ["accessToken", "token"],
    ["dangerouslyAllowBrowser", true],
  ]) {
    await refused({ [option]: value }, new RegExp(`${option} does not go with credentials`));
  }
});

test("what is no options of a call is told as that", async () => {
  for (const client of [createServerClient(CLIENT), createClient({ baseUrl: "https://shop.example/api" })]) {
    for (const call of [null, 5, "5"]) {
      const message = /the options of a call must be an object/;
      await assert.rejects(client.getCheckout(ID, call), { code: "invalid_options", message });
    }
  }
});

test("an order is kept for ten days at least, and for a number of days", async () => {
  const config = { ...CLIENT, returnUrl: "/", ledger: memoryLedger(), completeCheckout: (draft) => draft };
  const ask = (retentionDays) =>
    createEdgeHandler({ ...config, retentionDays })(new Request("https://shop.example/api/jeelpay/nothing"));
  const message = /retentionDays must be a number of days, from 10 to 100000/;
  for (const days of [9.99, 0, -400, 100_001, Infinity, NaN, "400", [400], {}, () => 400]) {
    await assert.rejects(ask(days), { code: "invalid_options", message }, String(days));
  }
  for (const days of [undefined, null, 10, 10.5, 400, 100_000]) {
    assert.equal((await ask(days)).status, 404, String(days));
  }
});
