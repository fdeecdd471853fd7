// node cold.mjs <module>: prints the ms from importing it to its first request.
import { draft } from "./orders.js";
import { standIn } from "./sending.js";

const state = standIn();
const start = performance.now();
const { create } = await import(process.argv[2]);
await create(draft(), { baseUrl: "https://shop.example/api" });
console.log(state.sent - start);
