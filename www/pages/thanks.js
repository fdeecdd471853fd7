// The page a buyer comes back to. It is sent before anything is known about the payment; each
// outcome waits in a <template>, and the page's script shows the one that is true.
import { flag, html } from "./html.js";
import { arrow, check, clock, cross, offline, question } from "./icons.js";
import { page } from "./layout.js";

const spinner = html`<span class="spinner" aria-hidden="true"></span>`;

const orderLine = ({ text }, reference) =>
  html`<p class="outcome-order" data-order ${flag("hidden", !reference)}>
    ${text.thanks.order} <bdi data-order-reference>${reference}</bdi>
  </p>`;

const link = (href, label, kind = "button") => html`<a class="${kind}" href="${href}">${label} ${arrow}</a>`;

/** Leads back to the order as it was left; the script puts the chosen products into the address. */
const backToOrder = ({ text }, shop, kind) =>
  html`<a class="${kind ?? "button"}" href="/${shop}/" data-back-to-order
    >${text.thanks.actions.again[shop]} ${arrow}</a
  >`;

/** Loads the page anew; the script asks without that. */
const checkAgain = ({ text, url }) =>
  html`<a class="button" href="${url.pathname + url.search}" data-retry>${text.thanks.actions.retry}</a>`;

function outcome(view, { tone, mark, words, actions }, reference) {
  return html`<div class="outcome outcome-${tone}">
    <div class="outcome-mark">${mark}</div>
    <h1 tabindex="-1">${words.title}</h1>
    <p class="lead">${words.text}</p>
    ${words.hint && html`<p class="outcome-hint">${words.hint}</p>`} ${orderLine(view, reference)}
    ${actions && html`<div class="outcome-actions">${actions}</div>`}
  </div>`;
}

/** Each outcome by the name which the script knows it by. */
function outcomes(view, shop) {
  const { states, actions } = view.text.thanks;
  const shopHome = (label) => link(`/${shop}/`, label);
  return {
    loading: { tone: "wait", mark: spinner, words: states.loading },
    pending: {
      tone: "wait",
      mark: spinner,
      words: states.pending,
      actions: backToOrder(view, shop, "button button-quiet"),
    },
    slow: {
      tone: "wait",
      mark: clock,
      words: states.slow,
      actions: html`${checkAgain(view)}${backToOrder(view, shop, "button button-quiet")}`,
    },
    succeeded: {
      tone: "good",
      mark: check,
      words: states.succeeded[shop],
      actions: shopHome(actions.more[shop]),
    },
    rejected: { tone: "bad", mark: cross, words: states.rejected, actions: backToOrder(view, shop) },
    expired: { tone: "bad", mark: clock, words: states.expired, actions: backToOrder(view, shop) },
    missing: { tone: "note", mark: question, words: states.missing, actions: shopHome(actions.home[shop]) },
    failure: { tone: "note", mark: offline, words: states.failure, actions: checkAgain(view) },
  };
}

/**
 * The address of this page for a browser without scripts. It is below the checkout routes, because
 * that is where the browser sends the cookie which gives it the right to the status.
 */
const plainAddress = ({ url }, shop) => `/${shop}/api/thanks${url.search}`;

/** The page as sent to every browser; one without scripts goes on to the plain one. */
export function thanksPage(view, shop) {
  const all = outcomes(view, shop);
  const body = html`<div class="wrap thanks" data-shop="${shop}">
    <div class="card" data-outcome="loading" role="status" aria-live="polite">
      ${outcome(view, all.loading)}
    </div>
    ${Object.entries(all).map(
      ([name, one]) => html`<template data-state="${name}">${outcome(view, one)}</template>`,
    )}
  </div>`;
  const head = html`<noscript
    ><meta http-equiv="refresh" content="0; url=${plainAddress(view, shop)}"
  /></noscript>`;
  return page(view, { shop, title: view.text.thanks.title, body, head, script: "thanks" });
}

/** The page without a script, when the outcome is known already; while there is none, it asks again by itself. */
export function plainThanksPage(view, shop, { name, reference }) {
  const known = outcomes(view, shop)[name];
  const body = html`<div class="wrap thanks">
    <div class="card" data-outcome="${name}">${outcome(view, known, reference)}</div>
  </div>`;
  const head = name === "pending" && html`<meta http-equiv="refresh" content="5" />`;
  return page(view, { shop, title: known.words.title, body, head });
}
