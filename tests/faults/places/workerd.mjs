// The server client in workerd; each call comes by a request of its own.
import { request } from "node:http";
import { json } from "node:stream/consumers";
import { clientOptions } from "../../support/sandbox.mjs";
import { startWorker } from "../../support/worker.mjs";

const WORKER = new URL("worker.js", import.meta.url).pathname;

export async function startWorkerd(sandboxUrl) {
  const worker = await startWorker(WORKER);
  const complaints = [];
  return {
    name: "workerd",
    call: ({ group, apiUrl = sandboxUrl, options, ...asked }) =>
      ask(worker.url, { ...asked, options: { ...clientOptions(sandboxUrl, group), apiUrl, ...options } }),
    complaints,
    async stop() {
      complaints.push(...(await (await fetch(worker.url)).json()));
      await worker.stop();
    },
  };
}

/** By a connection of its own: a kept one may be closed by workerd at the very moment of the question. */
function ask(url, question) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: "POST", agent: false }, (reply) =>
      json(reply).then(resolve, reject),
    );
    asked.on("error", reject);
    asked.end(JSON.stringify(question));
  });
}
