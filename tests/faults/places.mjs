// The runtimes, each with a far side of its own.
import { startSandbox } from "../support/sandbox.mjs";
import { startChromium } from "./places/chromium.mjs";
import { startNode } from "./places/node.mjs";
import { startWorkerd } from "./places/workerd.mjs";

const STARTS = { Chromium: startChromium, Node: startNode, workerd: startWorkerd };

export const PLACES = Object.keys(STARTS);

export const startPlaces = () => Promise.all(PLACES.map(startPlace));

export async function startPlace(name) {
  const sandbox = await startSandbox();
  return { sandbox, place: await STARTS[name](sandbox.url) };
}
