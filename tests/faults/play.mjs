// Plays the matrix in one place: every case with its fault, and once more without it what was not created.
import { createServer } from "node:net";
import { once } from "node:events";
import { createServerClient } from "../../pkg/edge.js";
import { clientOptions } from "../support/sandbox.mjs";
import { casesFor } from "./cases.mjs";
import { inParallel } from "./parallel.mjs";
import { byReference, bySubject, watch } from "./witness.mjs";

/** So many cases at once: more need more than the machine has, and time out by themselves. */
const AT_ONCE = 24;

/** @returns the cases, with what was `told`, told `again`, what the client `made`, and what the far side knows of each */
export async function play(place, sandbox) {
  const cases = casesFor(place.name);
  const witness = watch(sandbox);
  const nobody = await refusingUrl();
  await inParallel(cases, AT_ONCE, async (one) => {
    await prepare(one, sandbox);
    one.told = await place.call(one.row.rule ? one.question : { ...one.question, apiUrl: nobody });
  });
  await sandbox.clearFaults();
  await inParallel(cases.filter(isToRepeat), AT_ONCE, async (one) => {
    one.again = await place.call(repetition(one, place));
  });
  const requests = bySubject(await witness.stop());
  // Where the runtime sends nothing again by itself, the client made what arrived.
  const made = place.made ? bySubject(place.made) : requests;
  const checkouts = byReference(await sandbox.checkouts());
  return cases.map((one) => ({
    ...one,
    place,
    made: made.get(one.subject) ?? [],
    requests: requests.get(one.subject) ?? [],
    checkouts: checkouts.get(one.order.reference_id) ?? [],
  }));
}

/** An order that is to be created, or a checkout to ask about; with its fault. */
async function prepare(one, sandbox) {
  const { outcome, group, method, order, row, callOptions } = one;
  const id = outcome === "create" ? undefined : await createdFor(order, sandbox);
  if (outcome === "wait") await sandbox.decide(id, "SUCCEEDED");
  one.subject = id ? `/v3/checkout/${id}` : order.reference_id;
  one.question = {
    subject: one.subject,
    group,
    options: row.options ?? {},
    call: [method, id ?? order, callOptions],
  };
  if (!row.rule) return;
  const rule = typeof row.rule === "function" ? row.rule() : row.rule;
  if (row.isDated) one.notBefore = Date.parse(rule.retry_after);
  const match = id ? { path: one.subject } : { reference_id: order.reference_id };
  await sandbox.fault({ match, times: row.times, ...rule });
}

export async function createdFor(order, sandbox) {
  const client = createServerClient(clientOptions(sandbox.url));
  return (await client.createCheckout(order)).checkout_id;
}

const isToRepeat = ({ outcome, told }) => outcome === "create" && told.error;

/** As a merchant repeats it: a tab knows its attempt, a server is told the key by the error. */
function repetition({ question, told, callOptions }, { remembers }) {
  const [method, order] = question.call;
  const idempotencyKey = remembers ? undefined : told.error.idempotencyKey;
  return { ...question, options: {}, call: [method, order, { ...callOptions, idempotencyKey }] };
}

/** An address where nobody listens: somebody just did. */
async function refusingUrl() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${port}`;
}
