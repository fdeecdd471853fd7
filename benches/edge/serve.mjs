// Runs the worker in a process of its own, which can be killed: node serve.mjs '<options as JSON>'
import { startWorker } from "../../tests/support/worker.mjs";

const { url } = await startWorker(
  new URL("worker.js", import.meta.url).pathname,
  JSON.parse(process.argv[2]),
);
console.log(`worker listening on ${url}`);
