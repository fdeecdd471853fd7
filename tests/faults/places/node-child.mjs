// The process that calls as it is told, for as long as there is somebody to tell it.
import { createServerClient } from "../../../pkg/edge.js";
import { outcome } from "../caller.mjs";

const complain = (error) =>
  process.connected && process.send({ complaint: `uncaught: ${error?.stack ?? error}` });
process.on("uncaughtException", complain);
process.on("unhandledRejection", complain);

process.on("message", async ({ id, options, call, limit }) =>
  process.send({ id, told: await outcome(createServerClient(options), call, limit) }),
);
process.on("disconnect", () => process.exit());
