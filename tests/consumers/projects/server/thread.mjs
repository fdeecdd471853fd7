// A worker of main-thread.mjs. A server's are none of a page's, whatever their global object is called.
import * as storefront from "jeelpay-checkout";
import * as edge from "jeelpay-checkout/edge";
import { useAll } from "./calls.js";

addEventListener("message", async ({ data }) => postMessage(await useAll({ storefront, edge, ...data })));
