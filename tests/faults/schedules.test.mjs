// A thousand random schedules of faults: never two checkouts for one attempt, no hang past the deadline, nothing uncaught.
// SEED repeats a run; it is printed at its end.
import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { test } from "node:test";
import { complaints, live } from "./live.mjs";
import { startPlace } from "./places.mjs";
import { scheduleOf } from "./schedule.mjs";
import { byReference, bySubject, watch } from "./witness.mjs";

const SHARES = [
  { name: "Node", count: 700 },
  { name: "workerd", count: 150 },
  { name: "Chromium", count: 150 },
];
/** So many at a time: their faults are ordered together, and dropped together. */
const BATCH = 100;

const SEED = Number(process.env.SEED ?? randomInt(2 ** 32));

/** Every schedule has its own seed, by its number in the run. */
const schedules = (first, count) =>
  Array.from({ length: count }, (_, index) => scheduleOf(SEED + first + index));

async function playShare({ name, count }, first) {
  const { sandbox, place } = await startPlace(name);
  const witness = watch(sandbox);
  const lives = [];
  try {
    for (let done = 0; done < count; done += BATCH) {
      lives.push(...(await live(place, sandbox, schedules(first + done, Math.min(BATCH, count - done)))));
    }
    const [requests, checkouts] = [bySubject(await witness.stop()), await sandbox.checkouts()];
    const created = byReference(checkouts);
    return { place, lives: lives.map((life) => judged(life, requests, created)) };
  } finally {
    await Promise.all([witness.stop(), place.stop(), sandbox.stop()]);
  }
}

function judged(life, requests, created) {
  const seen = requests.get(life.subject) ?? [];
  return { ...life, wrong: complaints(life, seen, created.get(life.reference_id) ?? []) };
}

test(`a thousand random schedules of faults, SEED=${SEED}`, async () => {
  let first = 0;
  const playing = SHARES.map((share) => playShare(share, (first += share.count) - share.count));
  const played = await Promise.all(playing);
  const lives = played.flatMap((one) => one.lives);
  assert.equal(lives.length, 1_000);
  const wrong = lives.filter((life) => life.wrong.length > 0);
  const told = wrong.map(({ reference_id, wrong, faults, options }) => ({
    reference_id,
    wrong,
    faults,
    options,
  }));
  assert.deepEqual(told, [], `SEED=${SEED}`);
  assert.deepEqual(
    played.flatMap(({ place }) => place.complaints),
    [],
  );
  assert.ok(
    lives.some(({ outcomes }) => outcomes.at(-1).error) &&
      lives.some(({ outcomes }) => outcomes.at(-1).value),
  );
});
