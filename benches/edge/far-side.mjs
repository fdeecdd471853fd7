// The sandbox, and before its token endpoint somebody who counts; and the merchant that onStatus tells.
import { once } from "node:events";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { clientOptions, startSandbox } from "../../tests/support/sandbox.mjs";

export async function startFarSide(options) {
  const sandbox = await startSandbox(options);
  const tokens = { requests: 0, lifetime: Infinity };
  const told = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    if (request.url === "/oauth2/token") {
      const token = await askForToken(sandbox, request, body);
      tokens.requests++;
      tokens.lifetime = token.expires_in;
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(token));
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
  return { sandbox, tokens, told, url, stop };
}

async function askForToken({ url }, request, body) {
  const headers = { "content-type": request.headers["content-type"] };
  const reply = await fetch(`${url}${request.url}`, { method: "POST", headers, body });
  if (!reply.ok) throw new Error(`no token: ${reply.status}`);
  return reply.json();
}

/** What the worker is given. */
export const workerOptions = ({ sandbox, url }, persist, bindings = {}) => ({
  bindings: {
    CLIENT_OPTIONS: { ...clientOptions(sandbox.url), authUrl: `${url}/oauth2/token` },
    SINK_URL: `${url}/told`,
    ...bindings,
  },
  durableObjects: { LEDGER: { className: "Ledger", useSQLite: true } },
  durableObjectsPersist: persist,
});
