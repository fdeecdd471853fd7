// What is measured, behind the face that it shares with the peer.
import { createCheckout, preload } from "jeelpay-checkout";

export const ready = preload;

export const create = (request, options) => createCheckout(request, { ...options, redirect: false });
