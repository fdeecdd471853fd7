// Several hostile values at once, at random places. HOSTILE_SEED repeats a run, which names its seed.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createCheckout,
  createSchoolingCheckout,
  getCheckout,
  validateCheckout,
  validateSchoolingCheckout,
  waitForCheckout,
} from "jeelpay-checkout";
import { ITEMS, SCHOOLING } from "../runtimes/requests.mjs";
import { placesOf, withValueAt } from "./places.mjs";
import { each, ID, OPTIONS, settled, WELL } from "./settling.mjs";
import { CHEAP } from "./values.mjs";

const SEED = Number(process.env.HOSTILE_SEED ?? Date.now() % 2 ** 31);
const ROUNDS = 3_000;

/** mulberry32: small, and the same everywhere. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One random call, as a function that makes it. */
function randomCall(random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const value = () => pick(CHEAP)[1]();
  const few = () => Math.floor(random() * 3);

  const randomRequest = (template) => {
    // The deepest first: what is above replaces what is below, and never reaches into it.
    const places = Array.from({ length: few() }, () => pick(placesOf(template)));
    places.sort((one, other) => other.length - one.length);
    return places.reduce((request, place) => withValueAt(request, place, nestedValue()), template);
  };
  const nestedValue = () => {
    let inner = value();
    for (let left = few(); left > 0; left--)
      inner = random() < 0.5 ? [value(), inner] : { a: inner, b: value() };
    return inner;
  };
  /** Nobody awaits what a listener returns, so one of the caller's own promises would be rejected unheard. */
  const randomFunction = (option) => {
    const [first, second] = [value(), value()];
    const isListener = option === "redirect" || option === "onStatus";
    return pick([
      () => first,
      isListener ? () => second : async () => first,
      () => {
        throw second;
      },
      () => ({ status: 200, headers: { get: () => second }, text: () => first }),
      () => ({ status: 200, headers: first, text: async () => JSON.stringify({ status: "PENDING" }) }),
      WELL,
    ]);
  };
  const randomOptions = (names) => {
    const options = { ...OPTIONS, timeout: 20 };
    for (const option of Array.from({ length: few() }, () => pick(names))) {
      options[option] = random() < 0.5 ? value() : randomFunction(option);
    }
    return options;
  };

  const client = ["accessToken", "timeout", "maxRetries", "redirectOrigins", "fetch", "signal"];
  const create = [...client, "redirect", "idempotencyKey"];
  return pick([
    () => createCheckout(randomRequest(ITEMS), randomOptions(create)),
    () => createSchoolingCheckout(randomRequest(SCHOOLING), randomOptions(create)),
    () => validateCheckout(randomRequest(ITEMS)),
    () => validateSchoolingCheckout(randomRequest(SCHOOLING), { as: pick(["draft", "complete", value()]) }),
    () => getCheckout(random() < 0.9 ? ID : value(), randomOptions(client)),
    () => waitForCheckout(random() < 0.9 ? ID : value(), randomOptions([...client, "onStatus"])),
  ]);
}

test(`${ROUNDS} random calls, seed ${SEED}`, async () => {
  const random = generator(SEED);
  const rounds = Array.from({ length: ROUNDS }, (_, round) => [round, randomCall(random)]);
  const codes = new Set();
  await each(rounds, async ([round, call]) => {
    const { error } = await settled(`round ${round} of seed ${SEED}`, call);
    codes.add(error?.code ?? "none");
  });
  // A generator that only ever makes one thing would be a poor one.
  assert.ok(codes.size >= 6, [...codes].join());
});
