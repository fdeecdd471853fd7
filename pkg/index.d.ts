/**
 * Jeel Pay checkouts for storefront pages, and the client that pages and servers share.
 *
 * Every function loads the WebAssembly module on first use; importing this does nothing, so a server may.
 * Amounts are SAR, times are ms. Whatever goes wrong rejects with a {@link CheckoutError}.
 */

/** Who buys. An optional that is undefined, null, "" or {} is left out of what is sent. */
export interface Buyer {
  /** At most 255 characters. */
  first_name?: string;
  /** At most 255 characters. */
  last_name?: string;
  /**
   * A Saudi mobile number in any usual spelling (`+966 51 234 5678`, `00966…`, `05…`, Arabic-Indic digits);
   * it is sent as `512345678`.
   */
  mobile_number: string;
  /** At most 255 characters. */
  email?: string;
  /** Ten digits, the first of them 1 or 2. */
  national_id?: string;
}

/** An item, as a page may know it: prices and entities are the merchant's side to fill in. */
export interface ItemDraft {
  /** 1 to 50 UTF-16 units. */
  item_name: string;
  /** A whole number, at least 1. */
  quantity: number;
  /** The merchant's own id of the item: what its price is looked up by. */
  reference_id: string;
}

/** An item, as the API wants it. */
export interface Item extends ItemDraft {
  /** SAR, as a number or as decimal text, with at most two decimals. */
  unit_price?: Amount;
  /** SAR: unit_price × quantity. Computed when `unit_price` is given. */
  total_cost?: Amount;
  /** UUID; required when the merchant's group has more than one entity. */
  entity_id?: string;
}

/** A student, as a page may know one: costs and entities are the school's side to fill in. */
export interface StudentDraft {
  /** 1 to 255 characters. */
  name: string;
  /** Ten digits, the first of them 1 or 2. */
  national_id: string;
  /** UUID of an active educational year. */
  educational_year_id: string;
  /** The school's own id of the student. */
  reference_id?: string;
}

/** A student, as the API wants one. */
export interface Student extends StudentDraft {
  /** UUID of the school. */
  entity_id: string;
  /** SAR, as a number or as decimal text, with at most two decimals. */
  cost: Amount;
}

/** SAR with at most two decimals: `350.5` or `"350.50"`. */
export type Amount = number | string;

/**
 * Where the API turns to. Absolute https addresses (http for localhost), in ASCII as RFC 3986 has them (other letters are
 * percent-encoded), and not the same one.
 */
export interface Urls {
  /** The page that the buyer comes back to. */
  redirect_url: string;
  /** Publicly reachable; status changes are posted to it, signed. */
  notification_url: string;
}

interface Order {
  /**
   * The merchant's id of the order, at most 255 characters: `order_12345`. By it the merchant's edge knows a changed
   * order again; without it, a changed order is another one.
   */
  reference_id?: string;
  buyer: Buyer;
  /** The merchant's own keys and values, echoed by the API. */
  metadata?: Record<string, unknown>;
}

/** What a page asks its merchant's edge for: universities, institutes, courses. */
export interface ItemsDraft extends Order {
  /** At least one. */
  items: ItemDraft[];
}

/** What the API is asked for: universities, institutes, courses. */
export interface ItemsCheckout extends Order {
  /** At least one. */
  items: Item[];
  urls: Urls;
}

/** What a page asks its school's edge for. Siblings share one checkout. */
export interface SchoolingDraft extends Order {
  /** At least one. */
  students: StudentDraft[];
}

/** What the API is asked for by a school. */
export interface SchoolingCheckout extends Order {
  /** At least one. */
  students: Student[];
  urls: Urls;
}

/** As a caller may give it: an optional may also be null, and nothing needs to be changeable. */
export type Given<T> = T extends readonly (infer Entry)[]
  ? readonly Given<Entry>[]
  : T extends object
    ? {
        readonly [Key in keyof T]: Key extends "metadata"
          ? Readonly<Record<string, any>> | null | undefined
          : Given<T[Key]> | (undefined extends T[Key] ? null | undefined : never);
      }
    : T;

/** Who is called, and how. One of `baseUrl` and `environment` is required; neither has a default. */
export interface ClientOptions {
  /** The merchant's own edge function, which is sent drafts: "/api/jeelpay" (relative to the page). */
  baseUrl?: string;
  /** The API itself, which is sent complete requests; needs `accessToken`. Not for pages. */
  environment?: "production" | "sandbox";
  /**
   * Sent as the bearer token. A function is asked for each call, for each question of a wait, and again when its token
   * was refused.
   */
  accessToken?: string | (() => string | Promise<string>);
  /** Without it, a page that would talk to the API itself is refused (`secret_in_browser`). */
  dangerouslyAllowBrowser?: boolean;
  /** Of one try, from connecting to the end of the answer, in ms. Default 15000. */
  timeout?: number;
  /**
   * Of the whole call, in ms: token, tries, and the pauses between them. Default 60000. A pause that would outlast
   * it is not begun, and a try is cut to what is left; the error is that of the last one. `waitForCheckout`
   * has a `timeout` of its own instead.
   */
  deadline?: number;
  /**
   * How often a passing failure is repeated, with the same idempotency key. 0 to 10, default 2. While the first call with
   * a key is under way, its end is asked for beyond that, until `deadline`.
   */
  maxRetries?: number;
  /** Origins that a buyer may be sent to, beside https on jeel.co and below it. */
  redirectOrigins?: readonly string[];
  /** Called with a `Request`, in place of the global one: a service binding, say. */
  fetch?: (request: Request) => Promise<Response>;
}

export interface CallOptions {
  /**
   * Whether, and how, the top window goes to the hosted page: true (the default in a page), "replace" (not
   * kept in the history), false (the default elsewhere), or a function that does it.
   */
  redirect?: boolean | "replace" | ((url: string) => void);
  /**
   * 1 to 255 visible ASCII characters, sent as `Idempotency-Key`. In a page, nothing that can be guessed, such as an
   * order's number: an attempt is theirs who use its key first. By default a random UUID; in a page the
   * same order keeps its key for 12 hours or until this tab has seen its checkout end, so that a double click or a
   * reload makes no second checkout. On a server nothing is remembered: each call without a key is a new attempt, and
   * that a key was used for another order is noticed by `createServerClient` only, within its process.
   */
  idempotencyKey?: string;
  /**
   * Aborts the call at once (`aborted`, with the signal's reason as `cause`), for all who have joined it: in a page, a
   * click on the same order joins the call that is under way.
   */
  signal?: AbortSignal;
}

export interface WaitOptions {
  /** Ends the wait at once (`aborted`). */
  signal?: AbortSignal;
  /** Of the whole wait, in ms. Default 300000. When it is over the wait rejects with `timeout`. */
  timeout?: number;
  /** Called for the first status and for every change of it. What it throws ends the wait (`invalid_options`). */
  onStatus?: (details: CheckoutDetails) => void;
}

/** A checkout that was created. Nothing is paid yet. */
export interface Checkout {
  /** UUID: keep it with the order. */
  checkout_id: string;
  /** The hosted page. */
  redirect_url: string;
  /** As the API spells it (ISO 8601). */
  creation_date?: string;
  reference_id?: string;
  metadata?: Record<string, unknown>;
  /** What the provider's support asks for. */
  tx_id?: string;
  /** The key it was created under. */
  idempotency_key: string;
}

/** What became of a checkout. */
export interface CheckoutDetails {
  /** UUID. */
  checkout_id: string;
  checkout_type?: "ITEMS" | "SCHOOLING" | (string & {});
  /**
   * PENDING awaits the buyer. SUCCEEDED is the only status that fulfils an order, and only on the merchant's
   * side. REJECTED and EXPIRED (two hours of inactivity) have ended. Any other is kept, and is not an end.
   */
  status?: "PENDING" | "SUCCEEDED" | "REJECTED" | "EXPIRED" | (string & {});
  reference_id?: string;
  metadata?: Record<string, unknown>;
  tx_id?: string;
}

/** One thing that is wrong with a request. */
export interface Issue {
  /** `items[0].quantity`; empty for the request as a whole. */
  path: string;
  code: IssueCode;
  /** What is expected there. Never repeats what was given. */
  message: string;
}

export type IssueCode =
  | "required"
  | "type"
  | "too_short"
  | "too_long"
  | "format"
  | "minimum"
  | "maximum"
  | "decimals"
  | "mismatch"
  | "misspelt"
  | "unreadable"
  | "too_large";

/** What the far side said, in its own words: the API, or the merchant's edge in its place. */
export interface ApiError {
  /** `VALIDATION_ERROR`, `IDEMPOTENCY-001`, … */
  id: string;
  message: string;
  description?: string;
}

export type ErrorCode =
  /**
   * The request breaks the rules, or the merchant's; `issues` has what is wrong. Nothing was sent, unless there is a
   * `status`: then whoever was asked has refused it.
   */
  | "invalid_request"
  /** The options cannot work. Nothing was sent, unless it is `onStatus` that threw. */
  | "invalid_options"
  /** A page would have talked to the API itself, or was given a secret. Nothing was sent. */
  | "secret_in_browser"
  /** 401, credentials or a token that are none, or a webhook's signature that is missing or wrong. */
  | "unauthorized"
  /** 404. */
  | "not_found"
  /** Any other 4xx; see `errors`. With `retryable`, the first call with this key is still under way. */
  | "rejected_by_api"
  /** The idempotency key was used with another body: noticed in a page, and on the merchant's side. */
  | "idempotency_conflict"
  /** 429. */
  | "rate_limited"
  /** 5xx, the network failed, or `accessToken` threw; retries included. */
  | "unavailable"
  /** No complete answer in time; or, waiting, no end in time. */
  | "timeout"
  /**
   * The signal aborted the call; or its page was left while creating, and came out of the back/forward cache; or the buyer
   * has ordered something else since, and is sent to that.
   */
  | "aborted"
  /** The answer is not what the API documents. */
  | "invalid_response"
  /** The buyer must not, or could not, be sent to `redirect_url`. */
  | "unsafe_redirect"
  /** The module was blocked by the page's CSP, could not be loaded, or failed; or the engine is too old. */
  | "wasm_unavailable";

/**
 * Every failure of every function. Its `message` holds no secret, no token, and no value that was given; `errors` are the
 * far side's words, `cause` is what a function of the caller's threw, and a `path` has the keys that were given.
 */
export class CheckoutError extends Error {
  /** For the merchant's own code, to refuse an order in `completeCheckout`. */
  constructor(details: { code: ErrorCode; message: string; issues?: Issue[]; cause?: unknown });
  readonly name: "CheckoutError";
  readonly code: ErrorCode;
  /** The HTTP status, if there was an answer; 0 for a redirect in a page, where browsers hide it. */
  readonly status?: number;
  /** The API's `tx_id`: what its support asks for. */
  readonly txId?: string;
  /** What the far side said; empty if nothing that could be read. */
  readonly errors: ApiError[];
  /** What is wrong with the request; empty for other codes than `invalid_request`. */
  readonly issues: Issue[];
  /** Whether the same call, with the same idempotency key, may succeed later. */
  readonly retryable: boolean;
  /** The key of the attempt, if one was begun. */
  readonly idempotencyKey?: string;
  readonly cause?: unknown;
}

/** Tells our errors by their brand: also those of another copy of this package, or of another realm. */
export function isCheckoutError(value: unknown): value is CheckoutError;

/** The same calls, with the options given once. */
export interface CheckoutClient {
  createCheckout(request: Given<ItemsDraft | ItemsCheckout>, call?: CallOptions): Promise<Checkout>;
  createSchoolingCheckout(
    request: Given<SchoolingDraft | SchoolingCheckout>,
    call?: CallOptions,
  ): Promise<Checkout>;
  getCheckout(checkoutId: string, call?: Pick<CallOptions, "signal">): Promise<CheckoutDetails>;
  waitForCheckout(checkoutId: string, call?: WaitOptions): Promise<CheckoutDetails>;
}

/** Never fails: what is wrong with the options is told by the first call. */
export function createClient(options: ClientOptions): CheckoutClient;

/**
 * Creates an items checkout (`POST /v3/checkout`) and sends the buyer to the hosted page by exactly one
 * navigation of the top window. With `baseUrl` a draft is enough.
 */
export function createCheckout(
  request: Given<ItemsDraft | ItemsCheckout>,
  options: ClientOptions & CallOptions,
): Promise<Checkout>;

/** Creates a schooling checkout (`POST /v3/checkout/schooling`); see {@link createCheckout}. */
export function createSchoolingCheckout(
  request: Given<SchoolingDraft | SchoolingCheckout>,
  options: ClientOptions & CallOptions,
): Promise<Checkout>;

/** Asks once what became of a checkout (`GET /v3/checkout/{id}`). */
export function getCheckout(
  checkoutId: string,
  options: ClientOptions & Pick<CallOptions, "signal">,
): Promise<CheckoutDetails>;

/**
 * Asks until the checkout has ended: at once, after 1 s, then ever more slowly up to 10 s; every 30 s in a tab that nobody
 * sees, and at once when somebody does. Passing failures are asked through.
 */
export function waitForCheckout(
  checkoutId: string,
  options: Omit<ClientOptions, "timeout" | "deadline"> & WaitOptions,
): Promise<CheckoutDetails>;

/** What this tab left for the hosted page, for at most 12 hours; for the page that the buyer comes back to. */
export interface PendingCheckout {
  checkout_id: string;
  reference_id?: string;
  /** ms since 1970. */
  created_at: number;
}

export function pendingCheckout(): Promise<PendingCheckout | null>;

/** How to judge a request. By default one that has `urls` is complete, and one without is a draft. */
export interface ValidateOptions {
  as?: "draft" | "complete";
}

/** Everything that is wrong with an items request: all issues, or none. */
export function validateCheckout(request: unknown, options?: ValidateOptions): Promise<Issue[]>;

/** Everything that is wrong with a schooling request: all issues, or none. */
export function validateSchoolingCheckout(request: unknown, options?: ValidateOptions): Promise<Issue[]>;

/**
 * Makes the module ready ahead of the first call: compiles it and, in a page, has it go the road of a checkout once with
 * an order of nobody's. Nothing is sent and nothing is kept; the first click then takes a fraction of its time.
 */
export function preload(): Promise<void>;

/** The version of this package. */
export const VERSION: string;
