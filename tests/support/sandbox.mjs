// The far side: a sandbox process per test file, and what it has seen.
import { startProcess } from "./process.mjs";
import { isKept, keepReceived } from "./transcript.mjs";

const ROOT = new URL("../../", import.meta.url).pathname;
const LISTENING = /^jeelpay-sandbox listening on (http:\S+)$/;

/** The groups that every sandbox knows from the start. */
export const COURSES = { clientId: "sandbox-courses", clientSecret: "sandbox-courses-secret" };
export const SCHOOL = { clientId: "sandbox-school", clientSecret: "sandbox-school-secret" };
export const SCHOOL_ENTITY = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c3a01";
export const ACTIVE_YEAR = "7c9d1f60-2a44-4b8e-8a57-2b8f6f0d2026";

/** Starts the compiled sandbox that JEELPAY_SANDBOX names, or compiles and starts it by cargo. */
export async function startSandbox(options = []) {
  const program = process.env.JEELPAY_SANDBOX;
  const [command, args] = program
    ? [program, []]
    : ["cargo", ["run", "--quiet", "--package", "jeelpay-sandbox", "--"]];
  const quiet = isKept ? [] : ["--quiet"];
  const sandbox = await startProcess(command, [...args, "--port", "0", ...quiet, ...options], LISTENING, {
    cwd: ROOT,
  });
  const asked = controls(sandbox.url);
  /** What it has received is forgotten then. */
  const last = (end) => async () => {
    if (isKept) keepReceived(await asked.requests());
    return end();
  };
  return { ...asked, url: sandbox.url, reset: last(asked.reset), stop: last(sandbox.stop) };
}

/** What a client needs to know to talk to this far side. */
export function clientOptions(sandboxUrl, group = COURSES) {
  return {
    ...group,
    apiUrl: sandboxUrl,
    authUrl: `${sandboxUrl}/oauth2/token`,
    redirectOrigins: [sandboxUrl],
  };
}

function controls(url) {
  const json = async (path, init) => {
    const reply = await fetch(new URL(path, url), init);
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
    return reply.status === 204 ? undefined : reply.json();
  };
  const headers = { "content-type": "application/json" };
  const change = (path, body) => json(path, { method: "POST", headers, body: JSON.stringify(body) });
  return {
    /** The requests that it has received, oldest first, optionally only those to one method and path. */
    async requests(method, path) {
      const all = await json("/_sandbox/requests");
      return all.filter((one) => (!method || one.method === method) && (!path || one.path === path));
    },
    /** Those after the one with this `seq`. */
    requestsSince: (seq) => json(`/_sandbox/requests?since=${seq}`),
    checkout: (id) => json(`/_sandbox/checkouts/${id}`),
    checkouts: () => json("/_sandbox/checkouts"),
    /** As if it had happened there: the webhook is sent too. */
    decide: (id, status) => change(`/_sandbox/checkouts/${id}/status`, { status }),
    advance: (ms) => change("/_sandbox/clock", { advance_ms: ms }),
    /** Makes the next calls that match go wrong; see sandbox/openapi.yaml. */
    fault: (rule) => change("/_sandbox/faults", rule),
    clearFaults: () => json("/_sandbox/faults", { method: "DELETE", headers }),
    reset: () => change("/_sandbox/reset", {}),
  };
}
