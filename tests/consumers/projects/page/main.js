import * as shop from "./shop.js";

document.querySelector("#pay").addEventListener("click", shop.pay);
globalThis.shop = shop; // for the test to look at
