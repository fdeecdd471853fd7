// Every hostile value in every place of the server's functions.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createEdgeHandler,
  createServerClient,
  memoryLedger,
  signWebhook,
  verifyWebhook,
} from "jeelpay-checkout/edge";
import { ITEMS } from "../runtimes/requests.mjs";
import { each, ID, settled, WELL } from "./settling.mjs";
import { CHEAP, throwing, VALUES } from "./values.mjs";

/** A far side that also gives tokens. */
const farSide = async (request) => {
  const isToken = request.url.endsWith("/oauth2/token");
  return isToken ? Response.json({ access_token: "token", expires_in: 300 }) : WELL(request);
};

const CREDENTIALS = {
  apiUrl: "https://api.shop.example",
  authUrl: "https://auth.shop.example/oauth2/token",
  clientId: "id",
  clientSecret: "secret",
};
const CLIENT = { ...CREDENTIALS, fetch: farSide, timeout: 30, maxRetries: 0 };
const CONFIG = {
  ...CLIENT,
  completeCheckout: (draft) => ({ ...draft, items: draft.items.map((item) => ({ ...item, unit_price: 1 })) }),
  returnUrl: "/thanks",
};
const DRAFT = JSON.stringify({
  buyer: ITEMS.buyer,
  items: [{ item_name: "A", quantity: 1, reference_id: "a" }],
});

const ORIGIN = "https://shop.example";
const post = (body = DRAFT, path = "/v3/checkout") =>
  new Request(`${ORIGIN}/api/jeelpay${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: ORIGIN },
    body,
  });
const config = (more) => ({ ...CONFIG, ledger: memoryLedger(), ...more });
const create = (more, context) => createEdgeHandler(config(more))(post(), context);

/** An answer is an answer, whatever it says; only a configuration that cannot work rejects. */
async function assertAnswered(name, call) {
  const { value, error } = await settled(name, call);
  if (error) return assert.equal(error.code, "invalid_options", `${name}: ${error.message}`);
  assert.ok(value instanceof Response && value.status >= 200, name);
}

test("it works as it stands", async () => {
  const reply = await create();
  assert.equal(reply.status, 200, await reply.clone().text());
});

test("any value as an option of a server client", async () => {
  const names = ["environment", "tokenStore", "redirectOrigins", "unknown", ...Object.keys(CLIENT)];
  for (const option of names) {
    await each(CHEAP, async ([name, make]) => {
      await settled(`${option} ${name}`, () =>
        createServerClient({ ...CLIENT, [option]: make() }).getCheckout(ID),
      );
    });
  }
  await each(VALUES, ([name, make]) => settled(name, () => createServerClient(make()).createCheckout(ITEMS)));
});

test("a token endpoint and a token store that give anything", async () => {
  await each(VALUES, async ([name, make]) => {
    for (const give of [() => make(), async () => make()]) {
      const fetch = (request) => (request.url.endsWith("/token") ? give() : WELL(request));
      await settled(name, () => createServerClient({ ...CLIENT, fetch, clientId: name }).getCheckout(ID));
      for (const tokenStore of [
        { get: give, put() {} },
        { get: () => null, put: () => make() },
      ]) {
        const options = { ...CLIENT, clientId: `${name} stored`, tokenStore };
        await settled(name, () => createServerClient(options).getCheckout(ID));
      }
    }
  });
});

test("a token store that holds any text", async () => {
  const expires_at = Date.now() + 300_000;
  for (const access_token of ["a\r\nb", "a\0b", "\ud83d", "رمز", " ", "x".repeat(19_000)]) {
    const tokenStore = { get: async () => JSON.stringify({ access_token, expires_at }), put() {} };
    const name = JSON.stringify(access_token).slice(0, 20);
    const options = { ...CLIENT, timeout: 5_000, clientId: `stored ${name}`, tokenStore };
    const { value } = await settled(name, () => createServerClient(options).getCheckout(ID));
    assert.equal(value?.checkout_id, ID, name);
  }
});

test("any value as a member of the handler's configuration", async () => {
  const names = [
    "environment",
    "tokenStore",
    "basePath",
    "origins",
    "onStatus",
    "ledger",
    "retentionDays",
    "redirectOrigins",
    "log",
    "unknown",
  ];
  for (const option of [...names, ...Object.keys(CONFIG)]) {
    await each(CHEAP, ([name, make]) =>
      assertAnswered(`${option} ${name}`, () => create({ [option]: make() })),
    );
  }
  await each(VALUES, ([name, make]) => assertAnswered(name, () => createEdgeHandler(make())(post())));
});

test("any value given, or thrown, by a function of the merchant's", async () => {
  for (const option of ["completeCheckout", "returnUrl", "onStatus", "log", "fetch"]) {
    await each(CHEAP, async ([name, make]) => {
      const fail = () => {
        throw make();
      };
      for (const give of [() => make(), fail]) {
        await assertAnswered(`${option} ${name}`, () => create({ [option]: give }));
      }
    });
  }
});

test("a log that fails later", async () => {
  const log = async () => {
    throw new Error("the log is full");
  };
  await assertAnswered("log", () => create({ log }));
  await assertAnswered("log", () => create({ log }, { waitUntil: (work) => void work }));
});

test("a ledger that gives, or throws, any value", async () => {
  await each(CHEAP, async ([name, make]) => {
    const fail = async () => {
      throw make();
    };
    const { get, swap } = memoryLedger();
    const ledgers = [
      { get: make, swap },
      { get, swap: make },
      { get: fail, swap },
      { get, swap: fail },
      { get: async () => make(), swap: async () => make() },
      { idFromName: make, get: make },
      { idFromName: () => make(), get: () => ({ get: make, swap: make }) },
    ];
    for (const ledger of ledgers) await assertAnswered(name, () => create({ ledger }));
  });
});

test("any value as the request, and as the context", async () => {
  await each(VALUES, async ([name, make]) => {
    await settled(name, () => createEdgeHandler(config())(make()));
    await assertAnswered(name, () => create({}, make()));
    await assertAnswered(name, () => create({}, { waitUntil: make() }));
  });
});

test("what only looks like a request", async () => {
  const like = (more) => ({
    url: `${ORIGIN}/api/jeelpay/v3/checkout`,
    method: "POST",
    headers: new Headers(),
    ...more,
  });
  await each(CHEAP, async ([name, make]) => {
    for (const more of [
      { url: make() },
      { method: make() },
      { headers: make() },
      { headers: { get: make } },
      { text: make, arrayBuffer: make },
      { body: make() },
    ]) {
      await settled(`${name} as ${Object.keys(more)}`, () => createEdgeHandler(config())(like(more)));
    }
  });
  await settled("a proxy", () => createEdgeHandler(config())(new Proxy(post(), throwing)));
});

test("bodies, paths and ids of any kind are answered", async () => {
  const bodies = [
    "",
    "{",
    "null",
    "[]",
    "[".repeat(100_000),
    "x".repeat(3_000_000),
    '{"items":[{}]}',
    '{"__proto__":{}}',
  ];
  for (const path of [
    "/v3/checkout",
    "/v3/checkout/schooling",
    "/webhooks",
    "/return/x",
    "/v3/checkout/x",
    "/%ff",
    "//",
  ]) {
    for (const body of bodies)
      await assertAnswered(path, () => createEdgeHandler(config())(post(body, path)));
  }
});

test("any value as a webhook, a body, a signature or a secret", async () => {
  const body = "{}";
  const signature = await signWebhook(body, "secret");
  await each(VALUES, async ([name, make]) => {
    await settled(name, () => verifyWebhook(make(), "secret"));
    for (const input of [{ body: make(), signature }, { body, signature: make() }, { headers: make() }]) {
      const { value } = await settled(name, () => verifyWebhook(input, "secret"));
      assert.equal(value, undefined, `${name} is not verified`);
    }
    const { value } = await settled(name, () => verifyWebhook({ body, signature }, make()));
    assert.equal(value, undefined, name);
    await settled(name, () => signWebhook(make(), "secret"));
    await settled(name, () => signWebhook(body, make()));
  });
});

test("a wait of a server client ends when it is aborted while no token can be had", async () => {
  const client = createServerClient({ ...CREDENTIALS, fetch: async () => new Response("", { status: 503 }) });
  const { error } = await settled("an aborted wait", () =>
    client.waitForCheckout(ID, { signal: AbortSignal.timeout(200) }),
  );
  assert.equal(error.code, "aborted");
});
