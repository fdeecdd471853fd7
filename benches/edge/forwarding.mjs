// What the handler costs over a bare forwarding Worker: rounds of each in turn, in one process, on one far side.
import { startKillable } from "../../tests/support/killable.mjs";
import { startFarSide, workerOptions } from "./far-side.mjs";
import { create, load, quantile } from "./load.mjs";
import { SERVE, inMemory } from "./place.mjs";

const MOUNTS = { memory: "memoryLedger", durable: "Durable Objects" };

export const forwarding = ({ rounds = 9, count = 500, concurrent = 20 } = {}) =>
  inMemory(async (persist) => {
    const farSide = await startFarSide();
    const { url, kill } = await startKillable(SERVE, [JSON.stringify(workerOptions(farSide, persist))]);
    const run = (mount, count) =>
      load(count, concurrent, async (_, agent) => {
        const { status, text } = await create(agent, url, mount);
        if (status !== 200) throw new Error(`${mount}: ${status} ${text}`);
      });
    const mounts = ["bare", ...Object.keys(MOUNTS)];
    const speeds = { bare: [], memory: [], durable: [] };
    for (const mount of mounts) await run(mount, count);
    for (let round = 0; round < rounds; round++) {
      for (const mount of mounts) speeds[mount].push(await run(mount, count));
    }
    await kill();
    await farSide.stop();
    return [
      { name: "creations by each, in turn", value: rounds * count, unit: `at ${concurrent} concurrent` },
      ...Object.keys(MOUNTS).flatMap((mount) => rows(mount, speeds)),
    ];
  });

/** Each round is compared with the one of the bare Worker beside it: the machine may have other things to do. */
function rows(mount, speeds) {
  const ratio = (what) => {
    const ratios = speeds[mount].map((round, at) => round[what] / speeds.bare[at][what]);
    return Number(quantile(ratios, 0.5).toFixed(2));
  };
  const unit = "× bare forwarding, median of the rounds";
  return [
    { name: `${MOUNTS[mount]}: throughput`, value: ratio("perSecond"), unit },
    { name: `${MOUNTS[mount]}: p50`, value: ratio("p50"), unit },
    { name: `${MOUNTS[mount]}: p99`, value: ratio("p99"), unit },
  ];
}
