// The peer, behind the face that it shares with what is measured.
import { createClient } from "../peer/index.js";

/** Whoever has imported it has all of it. */
export const ready = async () => {};

export const create = (request, options) =>
  createClient(options).createCheckout(request, { redirect: false });
