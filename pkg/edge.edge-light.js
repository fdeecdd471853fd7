// The entry of Vercel's edge and its like, which take a module compiled at deployment and refuse bytes.
import * as glue from "./gen/edge.js";
import module from "./gen/edge_bg.wasm?module";
import { bindEdge, memoryLedger } from "./edge-functions.js";
import { atOnce } from "./load.js";

export { CheckoutError, isCheckoutError } from "./error.js";
export { memoryLedger };
export const { createEdgeHandler, createServerClient, signWebhook, verifyWebhook } = /* @__PURE__ */ bindEdge(
  /* @__PURE__ */ atOnce(glue, module),
);
