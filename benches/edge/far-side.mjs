// The sandbox, and before its token endpoint somebody who counts; and the sink that onStatus tells.
import { once } from "node:events";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { clientOptions, startSandbox } from "../../tests/support/sandbox.mjs";

export async function startFarSide() {
  const sandbox = await startSandbox();
  const counts = { tokens: 0 };
  const told = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    if (request.url === "/oauth2/token") {
      counts.tokens++;
      const headers = { "content-type": request.headers["content-type"] };
      const reply = await fetch(`${sandbox.url}${request.url}`, { method: "POST", headers, body });
      response.writeHead(reply.status, { "content-type": "application/json" }).end(await reply.text());
    } else {
      if (request.url === "/told") told.push({ ...JSON.parse(body), at: Date.now() });
      response.writeHead(204).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${server.address().port}`;
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await sandbox.stop();
  };
  return { sandbox, counts, told, url, stop };
}

/** What the worker is given. */
export const workerOptions = ({ sandbox, url }, persist, urls) => ({
  bindings: {
    CLIENT_OPTIONS: { ...clientOptions(sandbox.url), authUrl: `${url}/oauth2/token` },
    SINK_URL: `${url}/told`,
    URLS: urls,
  },
  durableObjects: { LEDGER: { className: "Ledger", useSQLite: true } },
  durableObjectsPersist: persist,
});
