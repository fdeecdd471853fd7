// Alarms of the durable ledger, as a test lets them go off, and the orders that they look after.
import { eventually } from "./eventually.mjs";
import { created, draft } from "./shop.mjs";

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** The times of an attempt, as far as it has any. */
const TIMES = ["began", "asked_at", "heard_at", "stirred"];

/** @param {() => object} theShop the one that is open when somebody asks */
export function alarms(theShop) {
  const inside = (name, question) => theShop().inside(name, question);
  /** When an alarm looks after an order. */
  const alarmOf = ({ key }) => inside("alarm", { key });
  return {
    alarmOf,

    /** A checkout whose webhooks are lost. */
    async unheard() {
      const { merchant, url } = theShop();
      merchant.answers.complete = ({ draft }) => ({
        ...draft,
        items: draft.items.map((item) => ({ ...item, unit_price: 1 })),
        urls: { notification_url: `${url}/nowhere` },
      });
      const checkout = await created(theShop(), "durable", draft());
      return { ...checkout, key: `order:reference ${checkout.order.reference_id}` };
    },

    /** Makes an order, and all that has happened to it, so much older than it is. */
    async age({ key }, ms) {
      const step = async (...call) => (await inside("ledger", { name: "durable", calls: [call] }))[0];
      const record = await step("get", key);
      const aged = JSON.parse(record, (name, value) => (TIMES.includes(name) ? value - ms : value));
      await step("swap", key, record, JSON.stringify(aged));
    },

    /** Lets the alarm go off, and waits until it has done its work; gives what the log was told. */
    async ring({ key, checkout_id }) {
      const isIts = (line) => line.route === "reconcile" && line.checkout_id === checkout_id;
      const said = async () => (await inside("lines")).filter(isIts);
      const before = (await said()).length;
      await inside("ring", { key });
      const lines = await eventually(async () => {
        const now = await said();
        return now.length > before && now;
      }, "a line of the alarm");
      return lines.slice(before);
    },

    /** Waits until the next alarm is the one that forgets an order that is kept for so many days. */
    atRest: (checkout, days = 400) =>
      eventually(
        async () => (await alarmOf(checkout)) - Date.now() > (days - 2) * DAY,
        `no alarm for ${days} days`,
      ),
  };
}
