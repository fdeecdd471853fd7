// What became of a checkout, as its merchant and the far side have seen it.
import assert from "node:assert/strict";
import { eventually } from "./eventually.mjs";
import { created } from "./shop.mjs";

/** @param {() => object} theShop the one that is open when somebody asks */
export function witnesses(theShop) {
  /** What `onStatus` was told, in its order. */
  const statusesOf = ({ checkout_id }) =>
    theShop()
      .merchant.told(checkout_id)
      .map(({ status }) => status);
  /** Waits until so much was told, which must then be exactly this. */
  async function told(checkout, ...statuses) {
    await eventually(() => statusesOf(checkout).length >= statuses.length, `${statuses} told`);
    assert.deepEqual(statusesOf(checkout), statuses);
  }
  return {
    statusesOf,
    told,
    /**
     * The same, and that nothing more comes late: what is under way would be told before a checkout is that begins
     * now, is delivered, asked about and told.
     */
    async toldNoMore(mount, checkout, ...statuses) {
      await told(checkout, ...statuses);
      const { sandbox, deliver } = theShop();
      const later = await created(theShop(), mount);
      const { checkout_id } = later;
      await sandbox.decide(checkout_id, "REJECTED");
      await deliver(mount, { checkout_id, status: "REJECTED" });
      await told(later, "REJECTED");
      assert.deepEqual(statusesOf(checkout), statuses);
    },
    /** How often the API was asked about it. */
    async questions({ checkout_id }) {
      return (await theShop().sandbox.requests("GET", `/v3/checkout/${checkout_id}`)).length;
    },
  };
}
