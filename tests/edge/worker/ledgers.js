// The ledgers that the shop is mounted on. `bare` is one in memory for a platform without waitUntil; `remote` is
// one whose every step goes by the test, which can hold it; `alarmed` is the same in the shape of a namespace, which
// counts as a ledger with alarms; `unable` is a durable one without a configuration.
import { memoryLedger } from "jeelpay-checkout/edge";

const memory = memoryLedger();
const bare = memoryLedger();

export const ledgers = (env) => ({
  durable: env.LEDGER,
  unable: env.UNABLE,
  memory,
  bare,
  remote: remote(env),
  alarmed: { idFromName: (name) => name, get: () => remote(env) },
});

function remote(env) {
  const step = async (...call) => {
    const reply = await fetch(`${env.MERCHANT_URL}/ledger`, { method: "POST", body: JSON.stringify(call) });
    return reply.json();
  };
  return { get: (key) => step("get", key), swap: (...args) => step("swap", ...args) };
}
