import * as storefront from "jeelpay-checkout";
import * as edge from "jeelpay-checkout/edge";
import { useAll } from "./calls.js";

export default {
  fetch: async (request) => Response.json(await useAll({ storefront, edge, ...(await request.json()) })),
};
