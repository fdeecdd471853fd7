// What a server may write, and what the compiler must refuse.
import {
  CheckoutError,
  createEdgeHandler,
  createServerClient,
  isCheckoutError,
  memoryLedger,
  signWebhook,
  verifyWebhook,
} from "jeelpay-checkout/edge";
import type { EdgeConfig, Ledger, StatusEvent, WebhookEvent } from "jeelpay-checkout/edge";
import { CheckoutLedger } from "jeelpay-checkout/cloudflare";
import type { CheckoutClient } from "jeelpay-checkout";

const credentials = { clientId: "id", clientSecret: "secret" };
const urls = { redirect_url: "https://shop.example/a", notification_url: "https://shop.example/b" };

const config: EdgeConfig = {
  environment: "sandbox",
  ...credentials,
  clientSecret: ["current", "previous"],
  completeCheckout(draft, { kind, request }) {
    if (kind === "items" && "items" in draft) {
      if (draft.items.length > 9) {
        const issues = [{ path: "items", code: "too_long" as const, message: "at most nine" }];
        throw new CheckoutError({ code: "invalid_request", message: "too many", issues });
      }
      return { ...draft, items: draft.items.map((item) => ({ ...item, unit_price: "450.25" })), urls };
    }
    throw new Error(request.url);
  },
  returnUrl: ({ status, snapshot }) => `/thanks?${status}-${snapshot.amount}`,
  async onStatus(event: StatusEvent, context: unknown) {
    if (event.status === "SUCCEEDED") await Promise.resolve([event.snapshot, context]);
  },
  ledger: memoryLedger(),
};

export const handler: (request: Request, context?: unknown) => Promise<Response> = createEdgeHandler(config);
export const client: CheckoutClient = createServerClient({ environment: "production", ...credentials });
export const local = createServerClient({ apiUrl: "http://a", authUrl: "http://b", ...credentials, fetch });

export async function webhooks(request: Request): Promise<string> {
  const event: WebhookEvent = await verifyWebhook(request, ["current", "previous"]);
  await verifyWebhook({ body: new Uint8Array(), signature: await signWebhook("{}", "secret") }, "secret");
  switch (event.type) {
    case "checkout":
      return event.status;
    case "refund":
      return event.id;
    case "unknown":
      // @ts-expect-error what came is in `body`, whatever it is called
      event.amount;
      return JSON.stringify(event.body);
  }
}

export class Kept extends CheckoutLedger<{ SECRET: string }> {
  override config() {
    return { ...config, clientSecret: this.env.SECRET };
  }
}

const everythingElse = {
  ...credentials,
  returnUrl: "/",
  completeCheckout: (): never => {
    throw new Error("nothing is sold");
  },
};
const hosts = { apiUrl: "http://a", authUrl: "http://b" };

export class Hosted extends CheckoutLedger {
  override config() {
    return { ...everythingElse, ...hosts };
  }
}

export class Nowhere extends CheckoutLedger {
  // @ts-expect-error there is no default environment
  override config() {
    return everythingElse;
  }
}

export class Twice extends CheckoutLedger {
  // @ts-expect-error an environment has its hosts
  override config() {
    return { ...everythingElse, ...hosts, environment: "sandbox" as const };
  }
}

const own: Ledger = { get: async () => null, swap: async (_key, expected) => expected };
export const withOwn = createEdgeHandler({ ...config, ledger: own });

export function refused(error: unknown): void {
  // @ts-expect-error there is no default environment
  createServerClient(credentials);
  // @ts-expect-error hosts come together
  createServerClient({ apiUrl: "http://a", ...credentials });
  // @ts-expect-error an environment has its hosts
  createServerClient({ environment: "sandbox", apiUrl: "http://a", authUrl: "http://b", ...credentials });
  // @ts-expect-error the secret is required
  createServerClient({ environment: "sandbox", clientId: "id" });
  // @ts-expect-error the token is the client's own business
  createServerClient({ environment: "sandbox", ...credentials, accessToken: "x" });
  // @ts-expect-error prices are the merchant's
  createEdgeHandler({ ...config, completeCheckout: undefined });
  // @ts-expect-error a ledger must be named
  createEdgeHandler({
    environment: "sandbox",
    ...credentials,
    completeCheckout: () => {
      throw 0;
    },
    returnUrl: "/",
  });
  // @ts-expect-error a ledger compares and sets
  createEdgeHandler({ ...config, ledger: new Map<string, string>() });
  // @ts-expect-error the raw body, never a parsed one
  verifyWebhook({ body: { checkout_id: "…" }, signature: null }, "secret");
  // @ts-expect-error a secret is required
  verifyWebhook(new Request("http://a"));
  // @ts-expect-error an error of somebody else's has no code
  if (!isCheckoutError(error)) error.code;
}
