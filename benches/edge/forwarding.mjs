// What the handler costs over a bare forwarding Worker: rounds of each in turn, in one process, on one far side.
import { startKillable } from "../../tests/support/killable.mjs";
import { startFarSide, workerOptions } from "./far-side.mjs";
import { create, load, quantile } from "./load.mjs";
import { SERVE, withFolder } from "./place.mjs";

const MOUNTS = { bare: "bare forwarding", memory: "handler, in memory", durable: "handler, Durable Objects" };
const ROUNDS = 5;
const COUNT = 1_000;
const CONCURRENT = 20;

export const forwarding = () =>
  withFolder(async (persist) => {
    const farSide = await startFarSide();
    const { url, kill } = await startKillable(SERVE, [JSON.stringify(workerOptions(farSide, persist))]);
    const rounds = { bare: [], memory: [], durable: [] };
    const run = (mount, count) =>
      load(count, CONCURRENT, async (_, agent) => {
        const { status, text } = await create(agent, url, mount);
        if (status !== 200) throw new Error(`${mount}: ${status} ${text}`);
      });
    for (const mount of Object.keys(MOUNTS)) await run(mount, COUNT / 4);
    for (let round = 0; round < ROUNDS; round++) {
      for (const mount of Object.keys(MOUNTS)) rounds[mount].push(await run(mount, COUNT));
    }
    await kill();
    await farSide.stop();
    return [
      ["creations", `${ROUNDS} rounds of ${COUNT} each, ${CONCURRENT} concurrent; medians`],
      ...Object.keys(MOUNTS).map((mount) => row(mount, rounds)),
    ];
  });

function row(mount, rounds) {
  const median = (of, what) =>
    quantile(
      of.map((round) => round[what]),
      0.5,
    );
  const [own, bare] = [rounds[mount], rounds.bare];
  const ratio = (what) => (median(own, what) / median(bare, what)).toFixed(2);
  const speed = `${median(own, "perSecond").toFixed(0)}/s`;
  const delays = `p50 ${median(own, "p50").toFixed(1)} ms, p99 ${median(own, "p99").toFixed(1)} ms`;
  return [MOUNTS[mount], `${speed}, ${delays}; × ${ratio("perSecond")} throughput, × ${ratio("p99")} p99`];
}
