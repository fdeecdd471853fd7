// Makes many requests, so many at a time, and measures each.
import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";

/**
 * One request; a connection that breaks has no status. One that was kept open may be closed by the server just when
 * it is used again: then the request is sent on another, as browsers do.
 */
export function ask(agent, url, { method = "POST", headers, body }) {
  return new Promise((resolve) => {
    const sent = request(url, { agent, method, headers }, (reply) => {
      const chunks = [];
      reply.on("data", (chunk) => chunks.push(chunk));
      reply.once("error", () => resolve({}));
      reply.once("end", () => resolve({ status: reply.statusCode, text: Buffer.concat(chunks).toString() }));
    });
    sent.once("error", ({ code }) => {
      const wasClosed = sent.reusedSocket && (code === "ECONNRESET" || code === "EPIPE");
      resolve(wasClosed ? ask(agent, url, { method, headers, body }) : { code });
    });
    sent.end(body);
  });
}

/** Runs `work(index, agent)` for each index below `count`, `concurrent` at a time. */
export async function load(count, concurrent, work) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrent });
  const latencies = [];
  let next = 0;
  const began = performance.now();
  const lane = async () => {
    while (next < count) {
      const index = next++;
      const start = performance.now();
      await work(index, agent);
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: concurrent }, lane));
  agent.destroy();
  const seconds = (performance.now() - began) / 1000;
  return {
    seconds,
    perSecond: count / seconds,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
  };
}

export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

let orders = 0;

export const draft = () => ({
  reference_id: `order_${++orders}`,
  buyer: { mobile_number: "512345678" },
  items: [{ item_name: "Rust, from the ground up", quantity: 1, reference_id: "course-7" }],
});

/** As the page's client sends it, with a key of its own. */
export function create(agent, url, mount, order = draft(), key = crypto.randomUUID()) {
  const headers = { "content-type": "application/json", "idempotency-key": key, origin: url };
  return ask(agent, `${url}/${mount}/v3/checkout`, { headers, body: JSON.stringify(order) });
}
