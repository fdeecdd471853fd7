// The fault matrix: what the table says, in each runtime, of each call.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { judge } from "./judge.mjs";
import { PLACES, startPlaces } from "./places.mjs";
import { play } from "./play.mjs";
import { summary } from "./summary.mjs";
import { ROWS } from "./table.mjs";

const FAULTS = [...new Set(ROWS.map(({ fault }) => fault))];

const played = {};
before(async () => {
  const places = await startPlaces();
  try {
    await Promise.all(
      places.map(async ({ place, sandbox }) => {
        const cases = await play(place, sandbox);
        played[place.name] = { cases: cases.map((one) => ({ ...one, wrong: judge(one) })), place };
      }),
    );
  } finally {
    await Promise.all(places.flatMap(({ place, sandbox }) => [place.stop(), sandbox.stop()]));
  }
});
after(() => console.log(summary(FAULTS, PLACES, played)));

for (const name of PLACES) {
  describe(name, () => {
    for (const fault of FAULTS) {
      test(fault, () => {
        const cases = played[name].cases.filter(({ row }) => row.fault === fault);
        assert.ok(cases.length > 0);
        assert.deepEqual(cases.flatMap(complaints), []);
      });
    }
    test("nothing is left uncaught", () => assert.deepEqual(played[name].place.complaints, []));
  });
}

const complaints = ({ name, row, wrong }) => wrong.map((what) => `${name}, ${row.times} times: ${what}`);
