// WebKit, as WebKitGTK's little browser, by WebDriver. It has no headless mode: a display without a screen does.
import { eventually } from "../../edge/eventually.mjs";
import { freePort } from "../../support/port.mjs";
import { startProcess } from "../../support/process.mjs";

export async function startWebKit() {
  const display = await startProcess("Xvfb", ["-displayfd", "1", "-nolisten", "tcp"], /^(\d+)$/);
  const port = await freePort();
  const program = process.env.WEBKIT_DRIVER ?? "/usr/bin/WebKitWebDriver";
  const env = { DISPLAY: `:${display.url}` };
  const driver = await startProcess(program, [`--port=${port}`], undefined, { env });
  const ask = asking(`http://127.0.0.1:${port}`);
  await eventually(() => ask("GET", "/status").catch(() => false), "WebKit's driver listens");
  const { sessionId } = await ask("POST", "/session", { capabilities: {} });
  const inSession = (method, path, body) => ask(method, `/session/${sessionId}${path}`, body);
  return {
    name: "WebKit",
    open: () => openTab(inSession),
    async stop() {
      await inSession("DELETE", "");
      await driver.stop();
      await display.stop();
    },
  };
}

function asking(driver) {
  return async (method, path, body) => {
    const reply = await fetch(driver + path, { method, body: body && JSON.stringify(body) });
    const { value } = await reply.json();
    if (!reply.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
}

/** A tab in a window of its own; each command goes to the tab that was chosen last, so there is one at a time. */
async function openTab(ask) {
  const previous = await ask("GET", "/window");
  const { handle } = await ask("POST", "/window/new", { type: "window" });
  await ask("POST", "/window", { handle });
  return {
    complaints: [], // the driver tells none; the page's own probe does
    goto: (url) => ask("POST", "/url", { url }),
    async evaluate(expression) {
      const script = `
        const [done] = arguments;
        Promise.resolve(${expression}).then((value) => done({ value: JSON.stringify(value) ?? "null" }), (error) => done({ error: String(error) }));
      `;
      const { value, error } = await ask("POST", "/execute/async", { script, args: [] });
      if (error) throw new Error(error);
      return JSON.parse(value);
    },
    url: () => ask("GET", "/url"),
    async close() {
      await ask("DELETE", "/window");
      await ask("POST", "/window", { handle: previous });
    },
  };
}
