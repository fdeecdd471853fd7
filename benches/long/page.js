import { makeCalls, watchModules } from "./calls.js";

const moduleBytes = watchModules();
const { createClient } = await import("jeelpay-checkout");

globalThis.long = {
  run: (first, count) => makeCalls(createClient, first, count),
  moduleBytes,
};
