// A shop on loopback: a page without scripts, the scripts as a host would publish them, and an API that agrees.
import { createServer } from "node:http";
import { once } from "node:events";
import { brotli, bundle } from "./entries.mjs";
import { ANSWER } from "./orders.js";

const script = async (name) => brotli(await bundle(`export * from "./benches/page/${name}.js"`));

/** Isolated pages have clocks that are exact to some µs; others are off by up to 100. */
const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};
const SCRIPT = {
  "content-type": "text/javascript",
  "content-encoding": "br",
  "cache-control": "public, max-age=3600",
};
const PAGE = '<!doctype html><link rel="icon" href="data:,"><button id="pay">Pay</button>';

export async function startShop() {
  const names = ["ours", "peer", "sending", "orders"];
  const scripts = new Map(await Promise.all(names.map(async (name) => [`/${name}.js`, await script(name)])));
  const server = createServer((request, response) => {
    if (request.method === "POST") return reply(response, { "content-type": "application/json" }, ANSWER);
    if (scripts.has(request.url)) return reply(response, SCRIPT, scripts.get(request.url));
    reply(response, { "content-type": "text/html", ...ISOLATED }, PAGE);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, stop };
}

function reply(response, headers, body) {
  response.writeHead(200, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
}
