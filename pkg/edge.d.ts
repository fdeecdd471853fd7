/**
 * The merchant's side: holds the secret, decides prices, keeps the ledger, takes webhooks. For Cloudflare
 * Workers and any other runtime with fetch, Request, Response and WebCrypto. Never for a page.
 */
import type {
  CheckoutClient,
  ClientOptions,
  ItemsCheckout,
  ItemsDraft,
  SchoolingCheckout,
  SchoolingDraft,
} from "./index.js";
import type { CheckoutError } from "./index.js";

export { CheckoutError, isCheckoutError } from "./index.js";

/** Which hosts the credentials are good for. There is no default. */
export type Target =
  | { environment: "production" | "sandbox"; apiUrl?: undefined; authUrl?: undefined }
  | {
      environment?: undefined;
      /** Base URL of the API; https, except on this machine. Likewise `authUrl`. */
      apiUrl: string;
      /** The token endpoint, whole. */
      authUrl: string;
    };

/**
 * Keeps the access token for all isolates. A Workers KV namespace fits as it is. It can give no lease: isolates that need
 * a token at the same moment fetch one each.
 */
export interface TokenStore {
  get(key: string): Promise<string | null>;
  put(key: string, value: string, options: { expirationTtl: number }): Promise<unknown>;
}

export type ServerClientOptions = Target & {
  clientId: string;
  clientSecret: string;
  tokenStore?: TokenStore;
} & Pick<ClientOptions, "timeout" | "deadline" | "maxRetries" | "redirectOrigins" | "fetch">;

/**
 * A client with the merchant's own credentials. It gets its access token itself (OAuth 2.1 client credentials):
 * one for all concurrent callers, renewed 30 s before its end, and once when the API answers 401. Requests must
 * be complete. It remembers no orders: give each attempt an `idempotencyKey` that you have stored with the order. One of
 * the last 1,000 that this process was given, within 25 hours, is refused with another body (`idempotency_conflict`).
 */
export function createServerClient(options: ServerClientOptions): CheckoutClient;

/**
 * Where orders are kept: any store that can compare and set. `memoryLedger()` is one for development.
 * Keys are text of at most some 300 characters; values are a few KB as a rule, and 600 KB where somebody has made them as
 * large as they can be.
 */
export interface Ledger {
  /** What is stored under the key, or null. Must see every completed swap. */
  get(key: string): Promise<string | null>;
  /** Stores `next` only if `expected` (null for nothing) is what is there; tells what was there, in any case. */
  swap(key: string, expected: string | null, next: string): Promise<string | null>;
  /** Whether it forgets everything when the process ends. */
  readonly volatile?: boolean;
}

/** The namespace of a Durable Object class: `CheckoutLedger` of `jeelpay-checkout/cloudflare`, or one that extends it. */
export interface LedgerNamespace {
  idFromName(name: string): unknown;
  get(id: never): unknown;
}

/**
 * A new ledger in memory, for development: it is forgotten at the end, and not shared between isolates. A handler
 * that is reached by another name than this machine's (see `publicOrigin`) warns of it on the console, once.
 */
export function memoryLedger(): Ledger;

/** What an order was about; the API never tells it again. */
export interface Snapshot {
  kind: "items" | "schooling";
  /** The sum, in SAR; at most 10,000,000,000. */
  amount: number;
  reference_id?: string;
  /** What is paid for, as `completeCheckout` gave it. */
  items?: { reference_id: string; quantity: number; total_cost: number }[];
  students?: { reference_id?: string; cost: number }[];
}

/** A checkout moved on. */
export interface StatusEvent {
  /** One for each (checkout, status), the same whenever it is told: do things once per id. */
  id: string;
  /** It may have been told before: the last call threw, took too long, or ended with its process. */
  redelivered?: true;
  checkout_id: string;
  /** What the API itself has said. SUCCEEDED is the only one that fulfils an order. */
  status: "SUCCEEDED" | "REJECTED" | "EXPIRED" | (string & {});
  previous: string;
  reference_id?: string;
  snapshot: Snapshot;
  /**
   * Another checkout of the order was made, or returned to, since: this one is not the current one. A change that the API
   * refused does not count.
   */
  superseded?: true;
  /** The order had succeeded before, by this other checkout: it is paid twice. */
  earlier_success?: string;
}

export type EdgeConfig = Target & {
  clientId: string;
  /**
   * The secret; or the current one and those before it, while rotating: each verifies webhooks, and access tokens are
   * asked for with the first that the token endpoint takes. Keep the old one for a week: cookies and return
   * addresses that were given out under it end with it, and so does the right to a status that they give. What was paid
   * under a secret that is gone is known by its reference and items (orders of students are not).
   */
  clientSecret: string | string[];
  tokenStore?: TokenStore;
  /** Where the handler's routes begin. Default "/api/jeelpay". */
  basePath?: string;
  /**
   * Where the world reaches the handler: "https://shop.example". By default the origin of the request's own
   * address, which is right on Cloudflare. Give it behind a proxy that ends TLS, and wherever the address is made of
   * a `Host` header that nobody has checked: webhooks and buyers are sent there.
   */
  publicOrigin?: string;
  /** Origins of pages that may ask, beside the handler's own; of the same site, or browsers withhold the cookie. */
  origins?: string[];
  /**
   * The merchant's prices. The draft has the documented keys that a buyer may decide, and is valid; the result
   * must be complete, but for `urls`, which are the handler's own unless given. To refuse an order, throw a
   * `CheckoutError` with the code `invalid_request` and `issues`, or a message about all of it: the page is told. Like
   * `returnUrl`, and each step of the ledger, it has `timeout` ms; then the answer is a 503, and the log says who was
   * waited for.
   */
  completeCheckout(
    draft: ItemsDraft | SchoolingDraft,
    about: { kind: "items" | "schooling"; request: Request; context: unknown },
  ): Completed | Promise<Completed>;
  /**
   * The merchant's page that the buyer lands on in the end, relative to `basePath` or absolute. Text is told
   * the checkout as `checkout_id` in its query.
   */
  returnUrl:
    | string
    | ((checkout: {
        checkout_id?: string;
        reference_id?: string;
        status: string;
        snapshot: Snapshot;
      }) => string | Promise<string>);
  /**
   * Called once for each status that a checkout comes to. Called again, with `redelivered`, for one that it threw
   * for, did not return from within two minutes, or was at when its process died: nobody can know then whether
   * the work was done. With a `waitUntil` in `context`, it is at work after the answer.
   */
  onStatus?(event: StatusEvent, context: unknown): void | Promise<void>;
  ledger: Ledger | LedgerNamespace;
  /**
   * For how many days `CheckoutLedger` keeps an order after its newest checkout was created; at least 10, default 400.
   * Keep them for as long as the same `reference_id` could be paid again: what is forgotten cannot mark a
   * second payment. Other ledgers keep what they are given: delete there by age, if at all.
   */
  retentionDays?: number;
  /**
   * Told one structured line per request (without status, if it is refused for its configuration or its body), per
   * alarm, per work after an answer that has asked the API or failed, and per contradiction about an earlier checkout of
   * what is created (without method and status): route, status, ms, ids; never bodies, tokens, or the buyer's data.
   * `error` is beside the line and not in it. Its `cause`, its `issues` and the API's own words in its `errors` may hold
   * anything: they are not enumerable, so that no log prints them that was not asked to. What `log` returns is handed to
   * `waitUntil`, where there is one; nothing else waits for it.
   */
  log?(line: LogLine, error?: Pick<CheckoutError, "code" | "message" | "errors" | "issues" | "cause">): void;
} & Pick<ClientOptions, "timeout" | "deadline" | "maxRetries" | "redirectOrigins" | "fetch">;

/** A complete request; the handler adds its own addresses. */
export type Completed =
  | (Omit<ItemsCheckout, "urls"> & Partial<Pick<ItemsCheckout, "urls">>)
  | (Omit<SchoolingCheckout, "urls"> & Partial<Pick<SchoolingCheckout, "urls">>);

export interface LogLine {
  route:
    | "create"
    | "create_schooling"
    | "status"
    | "return"
    | "webhook"
    | "preflight"
    | "settle"
    | "reconcile"
    | "none";
  method?: string;
  status?: number;
  ms?: number;
  checkout_id?: string;
  tx_id?: string;
  /**
   * Of the error, if there was one: see ErrorCode. Or `unconfirmed`: the API does not know yet of an end that a webhook
   * announced; `contradiction`: a webhook tells a success of a checkout of which the API had told another end, or tells
   * it when it is asked after that, for a delivery, a page, or an alarm; `unreadable`: a webhook with the right signature is no JSON that can be read;
   * `second_checkout`: the API made another checkout for one key, to which nobody was sent; `order_full`: the order has
   * no room for another checkout, and the page got a 409.
   */
  code?: string;
  /** What to do about it. */
  message?: string;
}

/**
 * The handler of the routes below `basePath`: `POST /v3/checkout`, `POST /v3/checkout/schooling`,
 * `GET /v3/checkout/{id}`, `GET /return/{token}`, `POST /webhooks`. It answers every request; it rejects only
 * for a configuration that cannot work, and for what is no request, or was read before (`invalid_options`). `context` is
 * handed to the merchant's functions; its `waitUntil`, if it has one, keeps work alive after the answer.
 */
export function createEdgeHandler(
  config: EdgeConfig,
): (request: Request, context?: unknown) => Promise<Response>;

/** What a verified webhook is about, with the fields that came; documented ones of another type are left out. */
export type WebhookEvent =
  | {
      type: "checkout";
      checkout_id: string;
      status: string;
      checkout_type?: string;
      reference_id?: string;
      metadata?: Record<string, unknown>;
    }
  | { type: "refund"; id: string; status?: string; rejectionReason?: string | null; referenceId?: string }
  | {
      type: "unknown";
      /** All that came, as JSON has it; null if it is none. */
      body: unknown;
    };

/**
 * Verifies `X-Jeel-Signature` (base64 of HMAC-SHA256 of the raw body under the client secret) in constant time,
 * then reads the event. Rejects with `unauthorized` when it is missing or wrong, and when the body has more than 1 MB,
 * breaks off, or does not come to its end within 15 s: answer 401. Of a request without a signature nothing is read. A
 * webhook is no proof of payment by itself: a captured one stays valid for ever, so confirm a success by `getCheckout`.
 */
export function verifyWebhook(
  input: Request | { body: string | Uint8Array | ArrayBuffer; signature: string | null },
  secrets: string | string[],
): Promise<WebhookEvent>;

/** The `X-Jeel-Signature` of a body, for the merchant's own tests. */
export function signWebhook(body: string | Uint8Array | ArrayBuffer, secret: string): Promise<string>;
