// Many webhooks, repeated, reordered and forged, while the worker is killed and started again in their middle.
import { createHmac } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { startKillable } from "../../tests/support/killable.mjs";
import { COURSES } from "../../tests/support/sandbox.mjs";
import { startFarSide, workerOptions } from "./far-side.mjs";
import { ask, create, load } from "./load.mjs";
import { SERVE, withFolder } from "./place.mjs";

const CHECKOUTS = 1_000;
const DELIVERIES = 10_000;
const FORGED = DELIVERIES / 10;
const CONCURRENT = 50;
const ENDS = ["SUCCEEDED", "REJECTED", "EXPIRED"];
/** Alarms come after 30 s, and whoever was telling when it was killed is waited for as long again. */
const PATIENCE_MS = 120_000;

const sign = (body, secret) => createHmac("sha256", secret).update(body).digest("base64");
const eventOf = (checkout_id, status) => JSON.stringify({ checkout_id, status, checkout_type: "ITEMS" });

/** Deliveries for each checkout: its end again and again, a PENDING that comes late, and forgeries. */
function deliveriesOf(checkouts) {
  const at = (index) => checkouts[index % checkouts.length];
  const genuine = Array.from({ length: DELIVERIES - FORGED }, (_, index) => {
    const isLate = index >= CHECKOUTS && index % 5 === 0;
    return { body: eventOf(at(index).id, isLate ? "PENDING" : at(index).end), secret: COURSES.clientSecret };
  });
  const forged = Array.from({ length: FORGED }, (_, index) => ({
    body: eventOf(at(index).id, ENDS[(ENDS.indexOf(at(index).end) + 1) % ENDS.length]),
    secret: "a guess",
    isForged: true,
  }));
  return shuffled([...genuine, ...forged]);
}

/** The same order in every run. */
function shuffled(list) {
  for (let at = list.length - 1, seed = 1; at > 0; at--) {
    seed = (seed * 48_271) % 2_147_483_647;
    const other = seed % (at + 1);
    [list[at], list[other]] = [list[other], list[at]];
  }
  return list;
}

async function createAll(url, sandbox) {
  const checkouts = [];
  await load(CHECKOUTS, CONCURRENT, async (index, agent) => {
    const { text } = await create(agent, url, "durable");
    const checkout = { id: JSON.parse(text).checkout_id, end: ENDS[index % ENDS.length] };
    await sandbox.decide(checkout.id, checkout.end);
    checkouts.push(checkout);
  });
  return checkouts;
}

export const deliveries = () =>
  withFolder(async (persist) => {
    const farSide = await startFarSide();
    // The sandbox's own webhooks go to the sink: the ones that count are made here.
    const options = workerOptions(farSide, persist, { notification_url: `${farSide.url}/nowhere` });
    let worker = await startKillable(SERVE, [JSON.stringify(options)]);
    const { url } = worker;
    const again = () =>
      startKillable(SERVE, [JSON.stringify({ ...options, port: Number(new URL(url).port) })]);
    const checkouts = await createAll(url, farSide.sandbox);
    const seen = { forgedTaken: 0, brokenOff: 0, killedAt: 0 };
    const all = deliveriesOf(checkouts);
    let restarted;
    await load(all.length, CONCURRENT, async (index, agent) => {
      if (index === all.length / 2) {
        seen.killedAt = Date.now();
        restarted = worker.kill().then(again);
      }
      const status = await deliver(agent, url, all[index], seen);
      if (all[index].isForged && status !== 401) seen.forgedTaken++;
    });
    worker = await restarted;
    await settled(farSide.told);
    await worker.kill();
    await farSide.stop();
    return report(checkouts, farSide.told, seen);
  });

/** As the provider does: again, until it is answered. */
async function deliver(agent, url, { body, secret }, seen) {
  const headers = { "content-type": "application/json", "x-jeel-signature": sign(body, secret) };
  for (;;) {
    const { status } = await ask(agent, `${url}/durable/webhooks`, { headers, body });
    if (status !== undefined && status < 500) return status;
    seen.brokenOff++;
    await pause(100);
  }
}

async function settled(told) {
  const deadline = Date.now() + PATIENCE_MS;
  const isComplete = () => new Set(told.map(({ checkout_id }) => checkout_id)).size === CHECKOUTS;
  while (!isComplete() && Date.now() < deadline) await pause(250);
  // Whoever is told a second time is told when an alarm looks after what was cut off.
  await pause(70_000);
}

function report(checkouts, told, { forgedTaken, brokenOff, killedAt }) {
  const tellings = checkouts.map(({ id, end }) => ({
    right: told.filter((event) => event.checkout_id === id && event.status === end),
    wrong: told.filter((event) => event.checkout_id === id && event.status !== end),
  }));
  const twice = tellings.filter(({ right }) => right.length > 1);
  const cutOff = twice.filter(({ right: [{ at }] }) => at <= killedAt + 50 && at > killedAt - 1_000);
  const late = tellings.filter(({ right: [first] }) => first?.at > killedAt + 25_000);
  return [
    ["deliveries", `${DELIVERIES} for ${CHECKOUTS} checkouts, ${FORGED} of them forged`],
    ["broken off by the kill, and sent again", brokenOff],
    ["forged ones that were taken", forgedTaken],
    ["statuses told that were not so", tellings.filter(({ wrong }) => wrong.length > 0).length],
    ["ends told once", tellings.filter(({ right }) => right.length === 1).length],
    ["ends told again", `${twice.length}, ${cutOff.length} of them told in the second before the kill`],
    ["ends never told", tellings.filter(({ right }) => right.length === 0).length],
    ["ends told by an alarm", late.length],
  ];
}
