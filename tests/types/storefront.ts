// What a page may write, and what the compiler must refuse.
import {
  CheckoutError,
  createCheckout,
  createClient,
  createSchoolingCheckout,
  getCheckout,
  isCheckoutError,
  pendingCheckout,
  preload,
  validateCheckout,
  validateSchoolingCheckout,
  VERSION,
  waitForCheckout,
} from "jeelpay-checkout";
import type {
  Checkout,
  CheckoutClient,
  CheckoutDetails,
  ClientOptions,
  ErrorCode,
  Issue,
  ItemsCheckout,
  ItemsDraft,
  PendingCheckout,
  SchoolingDraft,
} from "jeelpay-checkout";

/** Whether two types are the same one. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>): void => {};

const draft: ItemsDraft = {
  buyer: { mobile_number: "+966 51 234 5678" },
  items: [{ item_name: "A", quantity: 1, reference_id: "a" }],
  metadata: { campaign: "autumn", nested: { any: [1, null] } },
};
const complete: ItemsCheckout = {
  ...draft,
  items: [
    { item_name: "A", quantity: 2, reference_id: "a", unit_price: 0.1 },
    { item_name: "B", quantity: 1, reference_id: "b", total_cost: "19.90", entity_id: "…" },
  ],
  urls: { redirect_url: "https://shop.example/a", notification_url: "https://shop.example/b" },
};
const schooling: SchoolingDraft = {
  buyer: { mobile_number: "512345678" },
  students: [{ name: "A", national_id: "1098765432", educational_year_id: "…" }],
};
const options: ClientOptions = { baseUrl: "/api/jeelpay" };

export async function calls(): Promise<void> {
  same<Checkout, Awaited<ReturnType<typeof createCheckout>>>(true);
  same<CheckoutDetails, Awaited<ReturnType<typeof getCheckout>>>(true);
  same<PendingCheckout | null, Awaited<ReturnType<typeof pendingCheckout>>>(true);
  same<Issue[], Awaited<ReturnType<typeof validateCheckout>>>(true);
  same<CheckoutClient, ReturnType<typeof createClient>>(true);
  same<string, typeof VERSION>(true);
  const signal = AbortSignal.timeout(1);
  await createCheckout(draft, options);
  await createCheckout(complete, { ...options, redirect: "replace", idempotencyKey: "k", signal });
  await createCheckout(draft, { ...options, redirect: (url: string) => location.assign(url) });
  await createSchoolingCheckout(schooling, { baseUrl: "/api", redirect: false });
  await getCheckout("id", { environment: "sandbox", accessToken: async () => "token", fetch });
  await waitForCheckout("id", { ...options, timeout: 60_000, onStatus: ({ status }) => status, signal });
  const client = createClient({
    environment: "production",
    accessToken: "token",
    maxRetries: 0,
    deadline: 8_000,
    redirectOrigins: [],
  });
  await client.createCheckout(draft);
  await client.createSchoolingCheckout(schooling, { redirect: true });
  await client.getCheckout("id", { signal });
  await client.waitForCheckout("id", { onStatus: () => {} });
  await validateCheckout(undefined, { as: "draft" });
  await validateSchoolingCheckout({ anything: 1 });
  await preload();
}

interface Campaign {
  name: string;
}

/** What forms, constants and frozen state give. */
export async function given(campaign: Campaign): Promise<void> {
  const ITEMS = [{ item_name: "A", quantity: 1, reference_id: "a" }] as const;
  const buyer = { mobile_number: "512345678", email: null, national_id: undefined };
  await createCheckout({ buyer, items: ITEMS, reference_id: null, metadata: campaign }, options);
  const frozen: Readonly<ItemsDraft> = Object.freeze(draft);
  await createClient(options).createCheckout(frozen);
  const ORIGINS = ["https://pay.example"] as const;
  const own = async (request: Request) => new Response(request.url);
  await getCheckout("id", { ...options, redirectOrigins: ORIGINS, fetch: own });
}

export function results(checkout: Checkout, details: CheckoutDetails, error: unknown): string | undefined {
  const id: string = checkout.checkout_id + checkout.redirect_url + checkout.idempotency_key;
  // A status may be one that this version does not know, and the known ones are still suggested.
  const status: "SUCCEEDED" | (string & {}) | undefined = details.status;
  if (isCheckoutError(error)) {
    const code: ErrorCode = error.code;
    const [issue] = error.issues;
    if (code === "invalid_request") return `${issue?.path} ${issue?.code}`;
    return error.txId ?? error.idempotencyKey ?? error.errors[0]?.description;
  }
  if (error instanceof CheckoutError) return error.message;
  // @ts-expect-error an error of somebody else's has no code
  error.code;
  // @ts-expect-error may be absent
  const reference: string = checkout.reference_id;
  // @ts-expect-error may be absent
  const known: string = details.status;
  return id + status + reference + known;
}

export function refused(): void {
  const { mobile_number } = draft.buyer;
  // @ts-expect-error options are required
  createCheckout(draft);
  // @ts-expect-error one environment or the other
  createCheckout(draft, { environment: "staging" });
  // @ts-expect-error a browser has no parameter that could hold the secret
  createCheckout(draft, { ...options, clientSecret: "…" });
  // @ts-expect-error misspelt
  createCheckout(draft, { baseURL: "/api" });
  // @ts-expect-error not a way to go
  createCheckout(draft, { ...options, redirect: "assign" });
  // @ts-expect-error a controller is no signal
  createCheckout(draft, { ...options, signal: new AbortController() });
  // @ts-expect-error a promise is no token; a function that gives one is
  createCheckout(draft, { ...options, accessToken: Promise.resolve("x") });
  // @ts-expect-error numbers, not text
  createCheckout(draft, { ...options, timeout: "15s" });
  // @ts-expect-error a wait ends by its timeout
  waitForCheckout("id", { baseUrl: "/api", deadline: 60_000 });
  // @ts-expect-error the buyer is required
  createCheckout({ items: draft.items }, options);
  // @ts-expect-error what is required cannot be null
  createCheckout({ ...draft, items: null }, options);
  // @ts-expect-error the mobile number is required
  createCheckout({ ...draft, buyer: {} }, options);
  // @ts-expect-error a mobile number is text: a leading 0 would be lost
  createCheckout({ ...draft, buyer: { mobile_number: 512345678 } }, options);
  // @ts-expect-error the API's fields are in snake case
  createCheckout({ ...draft, buyer: { mobile_number, nationalId: "1" } }, options);
  // @ts-expect-error an item has the merchant's id
  createCheckout({ ...draft, items: [{ item_name: "A", quantity: 1 }] }, options);
  // @ts-expect-error a quantity is a number
  createCheckout({ ...draft, items: [{ item_name: "A", quantity: "1", reference_id: "a" }] }, options);
  // @ts-expect-error students are for the other call
  createCheckout(schooling, options);
  // @ts-expect-error items are for the other call
  createSchoolingCheckout(draft, options);
  // @ts-expect-error both addresses are required
  createCheckout({ ...complete, urls: { redirect_url: "https://shop.example" } }, options);
  // @ts-expect-error an id is text
  getCheckout(7, options);
  // @ts-expect-error nobody is sent anywhere by asking
  waitForCheckout("id", { ...options, redirect: false });
  // @ts-expect-error a client has its options already
  createClient(options).createCheckout(draft, options);
  // @ts-expect-error two ways to judge
  validateCheckout(draft, { as: "order" });
  // @ts-expect-error this is a number
  validateCheckout(draft).then((issues) => issues[0]?.path.toFixed());
}

export async function kept(): Promise<void> {
  const pending = await pendingCheckout();
  // @ts-expect-error nothing may be left behind
  pending.checkout_id;
  // @ts-expect-error a result is not to be changed into another
  new CheckoutError({ code: "made_up", message: "x" });
  const own = new CheckoutError({ code: "invalid_request", message: "x", issues: [] });
  // @ts-expect-error an error stays what it is
  own.code = "timeout";
}
