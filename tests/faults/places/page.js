// The page that calls as it is told. Its origin is the far side's, as a shop's page is of its edge function's.
import { createClient } from "jeelpay-checkout";
import { outcome } from "../caller.mjs";

/** By client id; a shop's own page would not have these credentials, and sends no token. */
const tokens = new Map();

async function token({ clientId, clientSecret }) {
  const body = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
  const reply = await fetch("/oauth2/token", { method: "POST", body: new URLSearchParams(body) });
  return (await reply.json()).access_token;
}

function tokenOf(group) {
  if (!tokens.has(group.clientId)) tokens.set(group.clientId, token(group));
  return tokens.get(group.clientId);
}

globalThis.call = ({ group, apiUrl = location.origin, options, call, limit }) => {
  const own = { baseUrl: apiUrl, redirectOrigins: [location.origin], accessToken: () => tokenOf(group) };
  return outcome(createClient({ ...own, ...options }), call, limit);
};
