// Firefox, by WebDriver BiDi, which it speaks without a driver.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import WebSocket from "ws";
import { startProcess } from "../../support/process.mjs";

const LISTENING = /^WebDriver BiDi listening on (ws:\S+)$/;

export async function startFirefox() {
  const profile = await mkdtemp(join(tmpdir(), "jeelpay-firefox-"));
  const program = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
  const args = ["--headless", "--no-remote", "--remote-debugging-port", "0", "--profile", profile];
  const firefox = await startProcess(program, args, LISTENING);
  const session = await startSession(firefox.url);
  return {
    name: "Firefox",
    open: () => openTab(session),
    async stop() {
      session.close();
      await firefox.stop();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

async function startSession(url) {
  const socket = new WebSocket(`${url}/session`);
  const waiting = new Map();
  const complaints = new Map(); // by browsing context
  socket.on("message", (data) => {
    const message = JSON.parse(data);
    if (message.type === "event") complaints.get(message.params.source.context)?.push(message.params.text);
    else waiting.get(message.id)(message);
  });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  let calls = 0;
  const call = (method, params) =>
    new Promise((resolve, reject) => {
      const id = (calls += 1);
      waiting.set(id, ({ type, result, error, message }) =>
        type === "success" ? resolve(result) : reject(new Error(`${method}: ${error}: ${message}`)),
      );
      socket.send(JSON.stringify({ id, method, params }));
    });
  await call("session.new", { capabilities: {} });
  await call("session.subscribe", { events: ["log.entryAdded"] });
  return { call, complaints, close: () => socket.close() };
}

async function openTab({ call, complaints }) {
  const { context } = await call("browsingContext.create", { type: "tab" });
  complaints.set(context, []);
  return {
    complaints: complaints.get(context),
    goto: (url) => call("browsingContext.navigate", { context, url, wait: "complete" }),
    async evaluate(expression) {
      // As text, because what comes back is not JSON but a description of it.
      const asked = `Promise.resolve(${expression}).then((value) => JSON.stringify(value) ?? "null")`;
      const told = await call("script.evaluate", {
        expression: asked,
        target: { context },
        awaitPromise: true,
      });
      if (told.type !== "success") throw new Error(told.exceptionDetails.text);
      return JSON.parse(told.result.value);
    },
    async url() {
      const { contexts } = await call("browsingContext.getTree", { root: context, maxDepth: 0 });
      return contexts[0].url;
    },
    close: () => call("browsingContext.close", { context }),
  };
}
