const storefront = require("jeelpay-checkout");
const edge = require("jeelpay-checkout/edge");
const { useAll } = require("./calls.js");

const [sandbox, name] = process.argv.slice(2);
useAll({ storefront, edge, sandbox, name }).then((told) => console.log(JSON.stringify(told)));
