// The entry of servers and edges that may compile WebAssembly from bytes: Node, Deno, Bun.
import * as glue from "./gen/edge.js";
import base64 from "./gen/edge.inline.js";
import { bindEdge, memoryLedger } from "./edge-functions.js";
import { decode, lazily } from "./load.js";

export { CheckoutError, isCheckoutError } from "./error.js";
export { memoryLedger };
export const { createEdgeHandler, createServerClient, signWebhook, verifyWebhook } = /* @__PURE__ */ bindEdge(
  /* @__PURE__ */ lazily(glue, () => decode(base64)),
);
