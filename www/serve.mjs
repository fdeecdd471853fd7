// Runs the store in workerd: node www/serve.mjs [--port 4020] [--sandbox http://127.0.0.1:4010]
import { parseArgs } from "node:util";
import { startStore } from "./store.mjs";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4020" },
    sandbox: { type: "string", default: "http://127.0.0.1:4010" },
  },
});
await startStore(values);
