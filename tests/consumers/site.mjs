// A shop's web server: files, its functions below /api/jeelpay, and an ear for what the page's probe reports.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { text } from "node:stream/consumers";
import { keepPrinted } from "../support/transcript.mjs";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/**
 * Serves a folder on a free port.
 *
 * @param {{ root?: string, handler: (request: Request) => Promise<Response>, headers?: Record<string, string> }} site
 * @returns {Promise<{ url: string, said: string[], stop(): Promise<void> }>} `said` is what the probe reported
 */
export async function startSite({ root, handler, headers = {}, types = {} }) {
  const said = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname === "/said") {
      const line = await text(request);
      if (!keepPrinted(line)) said.push(line);
      response.writeHead(204).end();
    } else if (pathname.startsWith("/api/")) await answer(request, response, handler);
    else await sendFile(response, root, pathname, { ...TYPES, ...types }, headers);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${server.address().port}`, said, stop };
}

/** Hands a request of Node's server over to a handler of the web's kind. */
async function answer(incoming, response, handler) {
  const { method, headers, url } = incoming;
  const body = method === "GET" ? undefined : await text(incoming);
  const reply = await handler(new Request(`http://${headers.host}${url}`, { method, headers, body }));
  response.writeHead(reply.status, [...reply.headers].flat());
  response.end(Buffer.from(await reply.arrayBuffer()));
}

async function sendFile(response, root, pathname, types, headers) {
  const path = normalize(pathname === "/" ? "/index.html" : decodeURIComponent(pathname));
  try {
    const content = await readFile(join(root, path));
    const type = types[extname(path)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "cache-control": "no-store", ...headers }).end(content);
  } catch {
    response.writeHead(404).end();
  }
}
