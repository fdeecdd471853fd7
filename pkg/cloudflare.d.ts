/** A durable ledger on Cloudflare: a SQLite-backed Durable Object. Needs a compatibility date of 2024-04-03 or later. */
import type { EdgeConfig } from "./edge.js";

/** The handler's configuration but for the ledger. Of a union, `Omit` alone would forget that hosts are required. */
export type LedgerConfig<Config = EdgeConfig> = Config extends unknown ? Omit<Config, "ledger"> : never;

/**
 * Keeps orders: `ledger: env.LEDGER`, where LEDGER is the namespace of this class, or of a class of yours that
 * extends it:
 *
 * ```js
 * export class Ledger extends CheckoutLedger {
 *   config() {
 *     return configOf(this.env); // what createEdgeHandler gets
 *   }
 * }
 * ```
 *
 * By `config`, an alarm asks the API about orders that are still pending (for a day, ever more rarely), and goes on
 * with what is open: an end to confirm, an `onStatus` that threw (for a week since it came up). In the end it forgets the order (see
 * `retentionDays`), and within a week what led to it. The `context` that `onStatus` gets at an alarm is the object's own
 * `ctx`. A class without `config` keeps nothing: each call of it fails.
 */
export abstract class CheckoutLedger<Env = unknown> {
  /** By this Cloudflare's own types tell a class of objects: `DurableObjectNamespace<Ledger>` takes no other. */
  readonly __DURABLE_OBJECT_BRAND: never;
  constructor(state: unknown, env: Env);
  protected env: Env;
  /** The handler's configuration. `ledger` is not used here. */
  abstract config(): LedgerConfig;
  get(key: string): string | null;
  swap(key: string, expected: string | null, next: string): string | null;
  alarm(): Promise<void>;
}
