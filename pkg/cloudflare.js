// CheckoutLedger: a durable ledger on Cloudflare. Some Durable Objects share all orders and the pointers to them;
// what is to be done about an order, and when, is the module's to say.
import { DurableObject } from "cloudflare:workers";
import * as glue from "./gen/edge.js";
import module from "./gen/edge_bg.wasm";
import { runner } from "./client.js";
import { atOnce } from "./load.js";

const run = runner(atOnce(glue, module));

/** An order that has changed is looked after this soon, in ms; then as often as the module says. */
const SOON = 30_000;
/** And this late when looking after it fails, in ms. */
const LATER = 150_000;
/** So many orders are looked after by one alarm; the next one comes at once. */
const AT_ONCE = 16;
/** A page's key is forgotten after so long, in ms: the API keeps its own for one, a page repeats it for half of one. */
const FORGET_KEY = 2 * 86_400_000;
/** Pointers are looked through so often for those that are too old, in ms. */
const SWEEP = 7 * 86_400_000;

// `due` is when an alarm looks after an order, or forgets a page's key; other pointers have none, and go by their age.
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS record
    (key TEXT PRIMARY KEY, value TEXT NOT NULL, written INTEGER NOT NULL, due INTEGER) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS record_due ON record (due, written)`;
const WRITE = `
  INSERT INTO record VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE
    SET value = excluded.value, written = excluded.written, due = min(ifnull(due, excluded.due), excluded.due)`;
const TAKE_DUE = `
  UPDATE record SET due = ? WHERE key IN (SELECT key FROM record WHERE due <= ? ORDER BY due LIMIT ?)
    RETURNING key`;
const NEXT = "SELECT min(due) AS due, EXISTS (SELECT key FROM record) AS used FROM record";

function dueAt(key, now) {
  if (key.startsWith("order:")) return now + SOON;
  return key.startsWith("attempt:") ? now + FORGET_KEY : null;
}

export class CheckoutLedger extends DurableObject {
  /** When the alarm goes off. */
  #alarmAt = Infinity;

  constructor(state, env) {
    super(state, env);
    this.sql = state.storage.sql;
    this.sql.exec(SCHEMA);
    state.blockConcurrencyWhile(async () => {
      this.#alarmAt = (await state.storage.getAlarm()) ?? Infinity;
      // The handler answers webhooks early because alarms make up for what fails then: there must be some.
      if (typeof this.config !== "function") {
        throw new TypeError(
          "CheckoutLedger needs a config(): extend it, as jeelpay-checkout/cloudflare says",
        );
      }
    });
  }

  get(key) {
    const [row] = this.sql.exec("SELECT value FROM record WHERE key = ?", key);
    return row?.value ?? null;
  }

  // Nothing is awaited between the write and its alarm, so that there is never one without the other.
  swap(key, expected, next) {
    const found = this.get(key);
    if (found !== expected) return found;
    const now = Date.now();
    const due = dueAt(key, now);
    this.sql.exec(WRITE, key, next, now, due);
    this.#comeBy(due ?? now + SWEEP);
    return found;
  }

  async alarm() {
    const now = Date.now();
    // Put off before anything can fail. Nothing is thrown either: the platform repeats a failing alarm a few times,
    // and has none after that.
    const orders = this.sql.exec(TAKE_DUE, now + LATER, now, AT_ONCE).toArray();
    this.#setAlarm();
    try {
      await this.#reconcile(orders.map(({ key }) => key));
    } catch (error) {
      console.error("jeelpay-checkout: an alarm failed, and comes again:", error);
    }
    this.#setAlarm();
  }

  async #reconcile(orders) {
    // This object is the ledger of its orders itself: asking it by its name would be a call of its own.
    const ledger = { get: (key) => this.get(key), swap: (key, ...values) => this.swap(key, ...values) };
    const config = { ...this.config(), ledger };
    const oldest = await run((wasm) => wasm.keptSince(config));
    // One that fails is left as it was put off; the others are not kept by it.
    const ends = await Promise.allSettled(orders.map((key) => this.#lookAfter(config, key)));
    for (const { status, reason } of ends) {
      // Its message alone: what caused it may hold anything.
      if (status === "rejected")
        console.error("jeelpay-checkout: an order is put off by its alarm:", reason?.message);
    }
    this.sql.exec("DELETE FROM record WHERE due IS NULL AND written < ?", oldest);
  }

  async #lookAfter(config, key) {
    const next = await run((wasm) => wasm.reconcile(config, key, this.ctx));
    // Writing to the order has made it due soon; it is the module's word that counts.
    if (next === null) this.sql.exec("DELETE FROM record WHERE key = ?", key);
    else this.sql.exec("UPDATE record SET due = ? WHERE key = ?", next, key);
  }

  #comeBy(time) {
    if (time >= this.#alarmAt) return;
    this.#alarmAt = time;
    this.ctx.storage.setAlarm(time);
  }

  /** To when the next order is due; where there are only pointers, to when they are looked through. */
  #setAlarm() {
    const [{ due, used }] = this.sql.exec(NEXT);
    this.#alarmAt = Infinity;
    if (used) this.#comeBy(Math.min(due ?? Infinity, Date.now() + SWEEP));
  }
}
