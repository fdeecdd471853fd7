// Runs the shop's worker in a process of its own, which can be killed: node serve.mjs '<options as JSON>'
import { startShopWorker } from "./shop.mjs";

const { url } = await startShopWorker(JSON.parse(process.argv[2]));
console.log(`shop listening on ${url}`);
