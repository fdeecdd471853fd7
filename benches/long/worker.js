// One isolate, which makes so many calls for each request.
import { moduleBytes } from "./watched.js";
import { createClient } from "jeelpay-checkout";
import { makeCalls } from "./calls.js";

export default {
  async fetch(request) {
    const { first, count } = await request.json();
    await makeCalls(createClient, first, count);
    return Response.json({ moduleBytes: moduleBytes() });
  },
};
