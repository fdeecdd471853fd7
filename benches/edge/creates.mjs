// Many creations at once, some of them clicked twice: one token, no checkout twice, no error.
import { startKillable } from "../../tests/support/killable.mjs";
import { startFarSide, workerOptions } from "./far-side.mjs";
import { create, draft, load } from "./load.mjs";
import { SERVE, inMemory } from "./place.mjs";

/** Every so many orders, one is clicked twice at once. */
const TWICE_EVERY = 10;

/** So many errors are shown, beside their number. */
const SHOWN = 5;

/** A token is good for so long, and is renewed so long before its end: it takes several. In seconds. */
const LIFETIME = 45;
const MARGIN = 30;

export const creates = ({ count = 10_000, concurrent = 200 } = {}) =>
  inMemory(async (persist) => {
    const farSide = await startFarSide(["--token-lifetime", String(LIFETIME)]);
    const { url, kill } = await startKillable(SERVE, [JSON.stringify(workerOptions(farSide, persist))]);
    const answers = [];
    const { seconds } = await load(count, concurrent, async (index, agent) => {
      const [order, key] = [draft(), crypto.randomUUID()];
      const clicks = Array.from({ length: index % TWICE_EVERY === 0 ? 2 : 1 }, () =>
        create(agent, url, "durable", order, key),
      );
      for (const answer of await Promise.all(clicks)) answers.push({ order, ...answer });
    });
    const checkouts = await farSide.sandbox.checkouts();
    await kill();
    await farSide.stop();
    const tokens = { ...farSide.tokens, lifetimes: Math.ceil(seconds / (farSide.tokens.lifetime - MARGIN)) };
    return report({ count, concurrent, answers, checkouts, tokens });
  });

function report({ count, concurrent, answers, checkouts, tokens }) {
  const made = new Map();
  for (const { checkout_id, request } of checkouts) {
    made.set(request.reference_id, [...(made.get(request.reference_id) ?? []), checkout_id]);
  }
  const isRight = ({ order, status, text }) =>
    status === 200 && made.get(order.reference_id)?.includes(JSON.parse(text).checkout_id);
  const wrong = answers.filter((answer) => !isRight(answer));
  for (const { status, text, code } of wrong.slice(0, SHOWN))
    console.error("error:", status ?? code, text ?? "");
  const duplicates = [...made.values()].reduce((sum, ids) => sum + ids.length - 1, 0);
  return [
    { name: "orders created", value: count, unit: `at ${concurrent} concurrent` },
    { name: "of them clicked twice at once", value: answers.length - count, unit: "orders" },
    {
      name: "token requests per token lifetime",
      value: tokens.requests / tokens.lifetimes,
      unit: `over ${tokens.lifetimes} lifetimes`,
    },
    { name: "orders with a checkout", value: made.size, unit: "orders" },
    { name: "duplicates", value: duplicates, unit: "checkouts" },
    { name: "errors", value: wrong.length, unit: "answers" },
  ];
}
