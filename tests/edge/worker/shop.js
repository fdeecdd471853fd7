// A shop with the edge handler, mounted once for each kind of ledger. What is the merchant's to say is said by the
// test: its functions are called over HTTP at MERCHANT_URL.
import { CheckoutLedger } from "jeelpay-checkout/cloudflare";
import { createEdgeHandler } from "jeelpay-checkout/edge";
import { ledgers } from "./ledgers.js";
import { asking } from "./merchant.js";

/** What the log was told, by whichever object of this isolate. */
const lines = [];

/** And what was beside it: what a log that prints it shows, and what is found by name. */
const errors = [];

/** What `onStatus` got beside its events. */
const contexts = [];

/** What the module warned of. */
const warnings = [];
console.warn = (text) => warnings.push(text);

/** And what it said of alarms that fail. */
const failures = [];
const { error: say } = console;
console.error = (...words) => {
  failures.push(words.join(" "));
  say(...words);
};

function configOf(env, mount) {
  const ask = asking(env);
  return {
    ...env.CLIENT_OPTIONS,
    basePath: `/${mount}/api`,
    completeCheckout: (draft, { kind }) => ask("complete", { draft, kind }),
    onStatus(event, context) {
      const { storage, waitUntil } = context ?? {};
      contexts.push({ id: event.id, isObjects: storage !== undefined, mayWait: waitUntil !== undefined });
      return ask("status", event);
    },
    returnUrl: "/thanks",
    log(line, error) {
      lines.push(line);
      errors.push(error && { shown: { ...error }, cause: error.cause?.message, errors: error.errors });
      console.log(line, error);
    },
  };
}

/** Whether the configuration that alarms get fails to be made. */
let isUnconfigured = false;

/** One that nobody has told by what to reconcile. */
export class Unable extends CheckoutLedger {}

export class Ledger extends CheckoutLedger {
  config() {
    if (isUnconfigured) throw new Error("the secret is not there");
    return configOf(this.env, "durable");
  }

  /** Lets an alarm look after an order soon, which it would much later. */
  ring(key, inMs) {
    this.sql.exec("UPDATE record SET due = ? WHERE key = ?", Date.now() + inMs, key);
    return this.ctx.storage.setAlarm(Date.now() + inMs);
  }

  /** Makes the records whose keys hold `part` so much older than they are, and lets the alarm go off soon. */
  age(part, ms) {
    this.sql.exec("UPDATE record SET written = written - ? WHERE instr(key, ?)", ms, part);
    return this.ctx.storage.setAlarm(Date.now());
  }

  /** A record that is in this object too; unless it was written later, as old as can be. */
  add(key, value, due, written = 0) {
    this.sql.exec("INSERT INTO record VALUES (?, ?, ?, ?)", key, value, written, due);
  }

  /** What is in this object, whoever should keep it. */
  rowOf(key) {
    const [row] = this.sql.exec("SELECT value, due FROM record WHERE key = ?", key);
    return row ?? null;
  }

  /** Does what an alarm does; tells whether it has failed as the platform sees it. */
  async sound() {
    return this.alarm().then(
      () => "well",
      () => "badly",
    );
  }

  /** When the alarm goes off. */
  nextAlarm() {
    return this.ctx.storage.getAlarm();
  }
}

const handlers = new Map();

/** `x-test` holds what this request's handler is configured with beside what all have, as JSON. */
function handlerOf(env, mount, given) {
  const key = mount + given;
  if (!handlers.has(key)) handlers.set(key, createEdgeHandler(withGiven(env, mount, JSON.parse(given))));
  return handlers.get(key);
}

function withGiven(env, mount, { tokenStore, returnUrl, log, ...given }) {
  const asked = (checkout) => asking(env)("return", checkout);
  return {
    ...configOf(env, mount),
    ledger: ledgers(env)[mount],
    ...(tokenStore && { tokenStore: storeOf(env, tokenStore) }),
    ...(returnUrl && { returnUrl: returnUrl === "function" ? asked : returnUrl }),
    ...(log && { log: slowly(env) }),
    ...given,
  };
}

/** The real one; one that does something else first; or one that holds what the test says. */
function storeOf(env, given) {
  if (given === "hanging") return { get: async () => null, put: () => asking(env)("pause", {}) };
  return typeof given === "object" ? { get: async () => JSON.stringify(given), put() {} } : env.TOKENS;
}

/** A log that does something else first. */
const slowly = (env) => async (line) => {
  const ask = asking(env);
  await ask("pause", {});
  await ask("log", { line });
};

/** What a test does to the worker's inside. */
const inside = {
  lines: () => lines,
  errors: () => errors,
  contexts: () => contexts,
  warnings: () => warnings,
  failures: () => failures,
  /** Calls of a ledger, all at once. */
  ledger: (env, { name, calls }) => Promise.all(calls.map((call) => step(env, name, call))),
  ring: (env, { key, inMs = 0 }) => keeperOf(env, key).ring(key, inMs),
  /** Ages the pointers to a checkout, or of a token, wherever they are, and lets the alarms there go off. */
  agePointers: async (env, { to, ms }) => {
    const keepers = Array.from({ length: 64 }, (_, number) => keeper(env, number));
    await Promise.all(keepers.map((keeper) => keeper.age(to, ms)));
  },
  /** Records beside that of `key`, which its alarm finds there; what is left of them. */
  addBeside: async (env, { key, records }) => {
    for (const record of records) await keeperOf(env, key).add(...record);
  },
  lookBeside: (env, { key, keys }) => Promise.all(keys.map((other) => keeperOf(env, key).rowOf(other))),
  sound: (env, { key }) => keeperOf(env, key).sound(),
  unconfigure: (env, { is }) => void (isUnconfigured = is),
  nextAlarm: (env, { key }) => keeperOf(env, key).nextAlarm(),
  /** A request that is refused before it is looked at; tells by which code. */
  refused: async (env, { url, given = {}, isRead }) => {
    const request = new Request(url, { method: "POST", body: "{}" });
    if (isRead) await request.text();
    const ended = await handlerOf(env, "memory", JSON.stringify(given))(request).catch((error) => error);
    return ended.code;
  },
  /** Requests whose bodies do not come to their end; tells how they are answered. */
  brokenOff: async (env, { url, headers }) => {
    const { status } = await half(env, {}, url, headers, {
      start: (body) => body.error(new Error("the connection was lost")),
    });
    return status;
  },
  /** And whether the body is still read then. */
  stalled: async (env, { url, headers, timeout }) => {
    let isCancelled = false;
    const cancel = () => void (isCancelled = true);
    const { status, request } = await half(env, { timeout }, url, headers, { start() {}, cancel });
    return { status, isRead: request.bodyUsed && !isCancelled };
  },
  /** From now on timers are so many times as fast. */
  hasten: (env, { by }) => {
    const { setTimeout } = globalThis;
    globalThis.setTimeout = (work, ms) => setTimeout(work, ms / by);
  },
  /** When an alarm looks after an order. */
  alarm: async (env, { key }) => (await keeperOf(env, key).rowOf(key))?.due,
};

/** How a request is answered of whose body the beginning came, and then what `start` makes of it. */
async function half(env, given, url, headers, { start, cancel }) {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"checkout_id":'));
      start(controller);
    },
    cancel,
  });
  const request = new Request(url, { method: "POST", headers, body });
  const { status } = await handlerOf(env, "memory", JSON.stringify(given))(request);
  return { status, request };
}

const keeper = (env, number) => env.LEDGER.get(env.LEDGER.idFromName(`ledger ${number}`));

/** Whoever keeps a key: FNV-1a says, written here once more, because deployed ledgers rely on it for ever. */
function keeperOf(env, key) {
  const bytes = new TextEncoder().encode(key);
  const hash = bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5);
  return keeper(env, (hash >>> 0) % 64);
}

function step(env, name, [method, key, ...rest]) {
  const keeper = name === "durable" ? keeperOf(env, key) : ledgers(env)[name];
  return keeper[method](key, ...rest);
}

export default {
  async fetch(request, env, context) {
    const [, mount, name] = new URL(request.url).pathname.split("/");
    if (mount === "inside") return Response.json((await inside[name](env, await request.json())) ?? null);
    if (!Object.hasOwn(ledgers(env), mount)) return new Response("Not found", { status: 404 });
    const handler = handlerOf(env, mount, request.headers.get("x-test") ?? "{}");
    return mount === "bare" ? handler(request) : handler(request, context);
  },
};
