// The functions of jeelpay-checkout/edge, for whichever way of loading the module an entry has.
import { clientOf, runner } from "./client.js";

export { memoryLedger } from "./memory-ledger.js";

export function bindEdge(load) {
  const run = runner(load);
  return {
    createServerClient: (options) => clientOf(run, options),
    createEdgeHandler: (config) => (request, context) =>
      run((wasm) => wasm.handleRequest(config, request, context)),
    verifyWebhook: (input, secrets) => run((wasm) => wasm.verifyWebhook(input, secrets)),
    signWebhook: (body, secret) => run((wasm) => wasm.signWebhook(body, secret)),
  };
}
