// CheckoutLedger: a durable ledger on Cloudflare. Each order has a Durable Object of its own, and the pointers to
// orders share some; what is to be done about an order, and when, is the module's to say.
import { DurableObject } from "cloudflare:workers";
import * as glue from "./gen/edge.js";
import module from "./gen/edge_bg.wasm";
import { runner } from "./client.js";
import { atOnce } from "./load.js";

const run = runner(atOnce(glue, module));

/** An order that has changed is looked after this soon, in ms; then as often as the module says. */
const SOON = 30_000;
/** And this late at the latest when its alarm fails, in ms. */
const LATER = 1_800_000;
/** Pointers are looked through so often for those that are too old, in ms. */
const SWEEP = 7 * 86_400_000;

const isOrder = (key) => key.startsWith("order:");

export class CheckoutLedger extends DurableObject {
  #isSwept = false;

  constructor(state, env) {
    super(state, env);
    this.sql = state.storage.sql;
  }

  /** The handler's configuration, by which alarms reconcile. Without one there are no alarms. */
  config() {
    return undefined;
  }

  get(key) {
    // An object that was only ever asked stays without a table: asking must not leave anything behind.
    const [table] = this.sql.exec("SELECT name FROM sqlite_master WHERE name = 'record'");
    if (!table) return null;
    const [row] = this.sql.exec("SELECT value FROM record WHERE key = ?", key);
    return row?.value ?? null;
  }

  async swap(key, expected, next) {
    const found = this.get(key);
    if (found !== expected) return found;
    this.sql.exec(
      "CREATE TABLE IF NOT EXISTS record (key TEXT PRIMARY KEY, value TEXT NOT NULL, written INTEGER NOT NULL)",
    );
    this.sql.exec("INSERT OR REPLACE INTO record VALUES (?, ?, ?)", key, next, Date.now());
    if (isOrder(key)) await this.#comeBy(Date.now() + SOON);
    else if (!this.#isSwept) await this.#comeBy(Date.now() + SWEEP);
    this.#isSwept = true;
    return found;
  }

  async alarm() {
    // Set before anything can fail: the platform repeats a failing alarm a few times only.
    await this.ctx.storage.setAlarm(Date.now() + LATER);
    const config = this.config();
    if (config === undefined) return this.ctx.storage.deleteAlarm();
    // This object is the order's ledger itself: asking it by its name would be a call of its own.
    const ledger = { get: (key) => this.get(key), swap: (key, ...values) => this.swap(key, ...values) };
    const next = await this.#lookAfter({ ...config, ledger });
    // Writing to the order has set an alarm; it is the module's word that counts.
    if (next !== null) return this.ctx.storage.setAlarm(next);
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }

  /** Tells when to come again, or null when nothing here is needed any more. */
  async #lookAfter(config) {
    const [order] = this.sql.exec("SELECT key FROM record WHERE key LIKE 'order:%'").toArray();
    if (order) return run((wasm) => wasm.reconcile(config, order.key, this.ctx));
    this.sql.exec("DELETE FROM record WHERE written < ?", await run((wasm) => wasm.keptSince(config)));
    const [left] = this.sql.exec("SELECT key FROM record LIMIT 1");
    return left ? Date.now() + SWEEP : null;
  }

  async #comeBy(time) {
    if (this.config() === undefined) return;
    const set = await this.ctx.storage.getAlarm();
    if (set === null || set > time) await this.ctx.storage.setAlarm(time);
  }
}
