// Many creations at once: one token, no checkout twice, no error.
import { startKillable } from "../../tests/support/killable.mjs";
import { startFarSide, workerOptions } from "./far-side.mjs";
import { create, load } from "./load.mjs";
import { SERVE, withFolder } from "./place.mjs";

const COUNT = 10_000;
const CONCURRENT = 200;

export const creates = () =>
  withFolder(async (persist) => {
    const farSide = await startFarSide();
    const { url, kill } = await startKillable(SERVE, [JSON.stringify(workerOptions(farSide, persist))]);
    const ids = new Set();
    let errors = 0;
    const speed = await load(COUNT, CONCURRENT, async (_, agent) => {
      const { status, text } = await create(agent, url, "durable");
      if (status === 200) ids.add(JSON.parse(text).checkout_id);
      else errors++;
    });
    const there = (await farSide.sandbox.checkouts()).length;
    await kill();
    await farSide.stop();
    return [
      ["creations", `${COUNT} at ${CONCURRENT} concurrent, Durable Objects`],
      ["token requests", farSide.counts.tokens],
      ["checkouts made and not told", there - ids.size],
      ["errors", errors],
      ["time", `${speed.seconds.toFixed(1)} s, ${speed.perSecond.toFixed(0)}/s`],
    ];
  });
