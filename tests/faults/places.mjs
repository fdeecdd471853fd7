// The runtimes, each with a far side of its own.
import { startSandbox } from "../support/sandbox.mjs";
import { keep } from "../support/transcript.mjs";
import { startChromium } from "./places/chromium.mjs";
import { startNode } from "./places/node.mjs";
import { startWorkerd } from "./places/workerd.mjs";

const STARTS = { Chromium: startChromium, Node: startNode, workerd: startWorkerd };

export const PLACES = Object.keys(STARTS);

export const startPlaces = () => Promise.all(PLACES.map(startPlace));

export async function startPlace(name) {
  const sandbox = await startSandbox();
  return { sandbox, place: remembered(await STARTS[name](sandbox.url)) };
}

/** What its calls throw is looked into by tests/secrets. */
const remembered = (place) => ({
  ...place,
  async call(asked) {
    const told = await place.call(asked);
    if (told.words) keep("thrown", [told.words]);
    return told;
  },
});
