// Starts the far side, the merchant and the shop, and asks the shop as browsers and the provider do.
import { createHmac } from "node:crypto";
import { COURSES, clientOptions, startSandbox } from "../support/sandbox.mjs";
import { startWorker } from "../support/worker.mjs";
import { startMerchant } from "./merchant.mjs";

const WORKER = new URL("worker/shop.js", import.meta.url).pathname;
const LEDGER = { className: "Ledger", useSQLite: true };
const UNABLE = { className: "Unable", useSQLite: true };

/** What a shop's worker is made of, for those who start one by themselves. */
export const workerOptions = (sandboxUrl, merchantUrl, group, handler = {}) => ({
  bindings: {
    CLIENT_OPTIONS: { ...clientOptions(sandboxUrl, group), ...handler },
    MERCHANT_URL: merchantUrl,
  },
  durableObjects: { LEDGER, UNABLE },
  kvNamespaces: ["TOKENS"],
});

export const startShopWorker = (options) => startWorker(WORKER, options);

/**
 * @param {{ group?: object, handler?: object, sandboxOptions?: string[] }} [options] `handler`: options that all its
 * handlers have; and whatever else Miniflare takes
 */
export async function startShop({ group = COURSES, handler, sandboxOptions = [], ...more } = {}) {
  const [sandbox, merchant] = await Promise.all([startSandbox(sandboxOptions), startMerchant()]);
  const stopOthers = async () => {
    merchant.stop();
    await sandbox.stop();
  };
  const options = { ...workerOptions(sandbox.url, merchant.url, group, handler), ...more };
  const worker = await startShopWorker(options).catch(async (error) => {
    await stopOthers(); // or the test would never end
    throw error;
  });
  const stop = () => Promise.all([worker.stop(), stopOthers()]);
  return { sandbox, merchant, stop, ...asking(worker.url, group.clientSecret) };
}

/** How a shop is asked. */
export function asking(url, secret) {
  const api = (mount) => `${url}/${mount}/api`;
  const post = (path, body, headers = {}) =>
    fetch(`${url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: url, ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
      redirect: "manual",
    });
  return {
    url,
    api,
    post,
    get: (path, headers = {}) => fetch(`${url}${path}`, { headers, redirect: "manual" }),
    create: (mount, draft, headers) => post(`/${mount}/api/v3/checkout`, draft, headers),
    deliver: (mount, event, signature) => deliver(api(mount), event, signature ?? secret),
    inside: async (name, question = {}) => (await post(`/inside/${name}`, question)).json(),
  };
}

/** A delivery as the provider makes it, signed with `secret`. */
function deliver(api, event, secret) {
  const body = typeof event === "string" ? event : JSON.stringify(event);
  const headers = { "content-type": "application/json", "x-jeel-signature": sign(body, secret) };
  return fetch(`${api}/webhooks`, { method: "POST", headers, body });
}

export const sign = (body, secret, encoding = "base64") =>
  createHmac("sha256", secret).update(body).digest(encoding);

let orders = 0;

/** A draft of an order that there was none like before. */
export const draft = (changes = {}) => ({
  reference_id: `order_${process.pid}_${++orders}`,
  buyer: { mobile_number: "512345678" },
  items: [{ item_name: "Rust, from the ground up", quantity: 1, reference_id: "course-7" }],
  ...changes,
});

/** How a page without scripts posts it. */
export const FORM = { "content-type": "application/x-www-form-urlencoded" };
export const formOf = ({ reference_id, buyer, items: [item] }) =>
  new URLSearchParams({
    reference_id,
    "buyer.mobile_number": buyer.mobile_number,
    "items[0].item_name": item.item_name,
    "items[0].quantity": item.quantity,
    "items[0].reference_id": item.reference_id,
  }).toString();

/** The cookie that an answer sets, if it sets one, as it is sent back. */
export const cookieOf = (reply) => reply.headers.get("set-cookie")?.split(";")[0];

/** A checkout, with the cookie of the browser that created it. */
export async function created(shop, mount, order = draft(), headers = {}) {
  const reply = await shop.create(mount, order, headers);
  const text = await reply.text();
  if (reply.status !== 200) throw new Error(`${reply.status} ${text}`);
  return { ...JSON.parse(text), order, cookie: cookieOf(reply) };
}
