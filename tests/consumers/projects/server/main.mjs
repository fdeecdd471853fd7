import * as storefront from "jeelpay-checkout";
import * as edge from "jeelpay-checkout/edge";
import { useAll } from "./calls.js";

const [sandbox, name] = process.argv.slice(2);
console.log(JSON.stringify(await useAll({ storefront, edge, sandbox, name })));
