// Many webhooks, repeated, reordered and forged, while the worker is killed and started again in their middle.
import { setTimeout as pause } from "node:timers/promises";
import { startKillable } from "../../tests/support/killable.mjs";
import { startFarSide, workerOptions } from "./far-side.mjs";
import { ask, create, load } from "./load.mjs";
import { SERVE, onDisk } from "./place.mjs";
import { ENDS, deliveriesFor } from "./webhooks.mjs";

/** Whoever was telling when it was killed is waited for, and then an alarm tells. */
const PATIENCE_MS = 300_000;

/** With `isHurried`, the worker is told that this wait is over, as soon as it has been started again. */
export const deliveries = ({ checkouts = 1_000, count = 10_000, concurrent = 50, isHurried = false } = {}) =>
  onDisk(async (persist) => {
    const farSide = await startFarSide();
    // The sandbox's own webhooks go nowhere: the ones that count are made here.
    const bindings = { URLS: { notification_url: `${farSide.url}/nowhere` } };
    const worker = await startAgainAndAgain(workerOptions(farSide, persist, bindings));
    const ended = await createAll(worker.url, farSide.sandbox, checkouts, concurrent);
    const seen = await deliverAll(worker, deliveriesFor(ended, count), concurrent);
    if (isHurried) await ask(undefined, `${worker.url}/ledger/elapse?before=${seen.startedAt}`, {});
    await settled(worker.url);
    await worker.kill();
    await farSide.stop();
    return report({ ended, count, seen, told: farSide.told });
  });

/** A worker that is always found at the same address. */
async function startAgainAndAgain(options) {
  let process = await startKillable(SERVE, [JSON.stringify(options)]);
  const { url } = process;
  const again = JSON.stringify({ ...options, port: Number(new URL(url).port) });
  return {
    url,
    kill: () => process.kill(),
    async killAndStart() {
      await process.kill();
      process = await startKillable(SERVE, [again]);
    },
  };
}

async function createAll(url, sandbox, count, concurrent) {
  const checkouts = [];
  await load(count, concurrent, async (index, agent) => {
    const { text } = await create(agent, url, "durable");
    const checkout = { id: JSON.parse(text).checkout_id, end: ENDS[index % ENDS.length] };
    await sandbox.decide(checkout.id, checkout.end);
    checkouts.push(checkout);
  });
  return checkouts;
}

async function deliverAll(worker, deliveries, concurrent) {
  const seen = { forged: 0, forgedTaken: 0, brokenOff: 0, startedAt: 0 };
  let restarted;
  await load(deliveries.length, concurrent, async (index, agent) => {
    if (index === deliveries.length / 2) restarted = worker.killAndStart().then(() => Date.now());
    const status = await deliver(agent, worker.url, deliveries[index], seen);
    if (!deliveries[index].isForged) return;
    seen.forged++;
    if (status !== 401) seen.forgedTaken++;
  });
  return { ...seen, startedAt: await restarted };
}

/** As the provider does: again, until it is answered. */
async function deliver(agent, url, { body, signature }, seen) {
  const headers = { "content-type": "application/json", "x-jeel-signature": signature };
  for (;;) {
    const { status } = await ask(agent, `${url}/durable/webhooks`, { headers, body });
    if (status !== undefined && status < 500) return status;
    seen.brokenOff++;
    await pause(100);
  }
}

/** Waits until no order has anything left to confirm or to tell. */
async function settled(url) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { text } = await ask(undefined, `${url}/ledger/open`, {});
    if (text === "0" || Date.now() > deadline) return;
    await pause(100);
  }
}

function report({ ended, count, seen, told }) {
  const byId = new Map(ended.map((checkout) => [checkout.id, { ...checkout, calls: [] }]));
  for (const event of told) byId.get(event.checkout_id).calls.push(event);
  const all = [...byId.values()];
  const number = (isSo) => all.filter(isSo).length;
  const first = ({ calls }) => calls.filter(({ redelivered }) => !redelivered);
  const effects = ({ calls }) => new Set(calls.map(({ id }) => id)).size;
  return [
    { name: "deliveries", value: count, unit: `for ${ended.length} checkouts` },
    { name: "forged", value: seen.forged, unit: "deliveries" },
    { name: "forged and accepted", value: seen.forgedTaken, unit: "deliveries" },
    { name: "broken off by the kill, and sent again", value: seen.brokenOff, unit: "deliveries" },
    { name: "lost", value: number(({ calls }) => calls.length === 0), unit: "transitions" },
    {
      name: "told a status that was not so",
      value: number(({ calls, end }) => calls.some(({ status }) => status !== end)),
      unit: "transitions",
    },
    {
      name: "exactly once, by the event's id",
      value: number((one) => effects(one) === 1),
      unit: "transitions",
    },
    {
      name: "twice without being marked as redelivered",
      value: number((one) => first(one).length > 1),
      unit: "transitions",
    },
    {
      name: "redelivered: cut off by the kill while onStatus was called",
      value: told.filter(({ redelivered }) => redelivered).length,
      unit: "calls",
    },
  ];
}
