// The store as www/serve.mjs runs it, which prints what it throws: node store.mjs <sandbox>
import { startStore } from "../../www/store.mjs";

const RECORD = new URL("../support/thrown/in-bundle.js", import.meta.url).pathname;

await startStore({ port: 0, sandbox: process.argv[2] }, { inject: [RECORD] });
