// The worker that calls as it is told, and is asked at the end what was left uncaught in it.
import { createServerClient } from "jeelpay-checkout/edge";
import { outcome } from "../caller.mjs";

const complaints = [];
const complain = (error) => complaints.push(`uncaught: ${error?.stack ?? error}`);
addEventListener("unhandledrejection", ({ reason }) => complain(reason));
addEventListener("error", ({ error, message }) => complain(error ?? message));

export default {
  async fetch(request) {
    if (request.method === "GET") return Response.json(complaints);
    const { options, call, limit } = await request.json();
    return Response.json(await outcome(createServerClient(options), call, limit));
  },
};
