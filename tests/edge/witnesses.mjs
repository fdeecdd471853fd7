// What became of a checkout, as its merchant and the far side have seen it.
import assert from "node:assert/strict";
import { eventually } from "./eventually.mjs";

/** @param {() => object} theShop the one that is open when somebody asks */
export function witnesses(theShop) {
  /** What `onStatus` was told, in its order. */
  const statusesOf = ({ checkout_id }) =>
    theShop()
      .merchant.told(checkout_id)
      .map(({ status }) => status);
  return {
    statusesOf,
    /** Waits until so much was told, which must then be exactly this. */
    async told(checkout, ...statuses) {
      await eventually(() => statusesOf(checkout).length >= statuses.length, `${statuses} told`);
      assert.deepEqual(statusesOf(checkout), statuses);
    },
    /** How often the API was asked about it. */
    async questions({ checkout_id }) {
      return (await theShop().sandbox.requests("GET", `/v3/checkout/${checkout_id}`)).length;
    },
  };
}
