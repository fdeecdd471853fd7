// Pages of origins of their own, on other ports of this machine, that hold nothing but the storefront's client.
import { once } from "node:events";
import { createServer } from "node:http";
import { build } from "esbuild";

const CLIENT = `import * as checkout from "jeelpay-checkout";
  globalThis.checkout = checkout;`;
const HTML = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>A page</title>
  <script type="module" src="/client.js"></script>`;

const bundled = build({
  stdin: { contents: CLIENT, resolveDir: new URL(".", import.meta.url).pathname },
  bundle: true,
  write: false,
  format: "esm",
  platform: "browser",
});

/** Serves the page; `host` is the name by which browsers come to it. */
export async function servePage(host = "127.0.0.1") {
  const [{ text }] = (await bundled).outputFiles;
  const server = createServer(({ url }, response) => {
    const isScript = url === "/client.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? text : HTML);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://${host}:${server.address().port}`, stop };
}
