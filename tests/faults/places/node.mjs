// The server client in Node, in a process of its own: what is uncaught there is the client's, and nothing else keeps it busy.
import { fork } from "node:child_process";
import { once } from "node:events";
import { clientOptions } from "../../support/sandbox.mjs";

const CHILD = new URL("node-child.mjs", import.meta.url).pathname;

export async function startNode(sandboxUrl) {
  const child = fork(CHILD);
  const complaints = [];
  const pending = new Map();
  child.on("message", ({ id, told, complaint }) => {
    if (complaint) return complaints.push(complaint);
    pending.get(id)(told);
    pending.delete(id);
  });
  await once(child, "spawn");

  let calls = 0;
  return {
    name: "Node",
    call({ group, apiUrl = sandboxUrl, options, ...asked }) {
      const id = ++calls;
      child.send({ ...asked, id, options: { ...clientOptions(sandboxUrl, group), apiUrl, ...options } });
      return new Promise((resolve) => pending.set(id, resolve));
    },
    complaints,
    async stop() {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}
