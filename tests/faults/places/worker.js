// The worker that calls as it is told.
import { createServerClient } from "jeelpay-checkout/edge";
import { outcome } from "../caller.mjs";

export default {
  async fetch(request) {
    const { options, call } = await request.json();
    return Response.json(await outcome(createServerClient(options), call));
  },
};
