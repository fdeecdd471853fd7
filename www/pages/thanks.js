// The page a buyer comes back to. It is sent before anything is known about the payment; each
// outcome waits in a <template>, and the page's script shows the one that is true.
import { html } from "./html.js";
import { arrow, check, clock, cross, offline, question } from "./icons.js";
import { page } from "./layout.js";

const spinner = html`<span class="spinner" aria-hidden="true"></span>`;

const orderLine = ({ text }) =>
  html`<p class="outcome-order" data-order hidden>${text.thanks.order} <bdi data-order-reference></bdi></p>`;

const link = (href, label, kind = "button") => html`<a class="${kind}" href="${href}">${label} ${arrow}</a>`;

/** Leads back to the order as it was left; the script puts the chosen products into the address. */
const backToOrder = ({ text }, shop, kind) =>
  html`<a class="${kind ?? "button"}" href="/${shop}/" data-back-to-order
    >${text.thanks.actions.again[shop]} ${arrow}</a
  >`;

const checkAgain = ({ text }) =>
  html`<button class="button" type="button" data-retry>${text.thanks.actions.retry}</button>`;

function outcome(view, { tone, mark, words, actions }) {
  return html`<div class="outcome outcome-${tone}">
    <div class="outcome-mark">${mark}</div>
    <h1 tabindex="-1">${words.title}</h1>
    <p class="lead">${words.text}</p>
    ${words.hint && html`<p class="outcome-hint">${words.hint}</p>`} ${orderLine(view)}
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

export function thanksPage(view, shop) {
  const all = outcomes(view, shop);
  const body = html`<div class="wrap thanks" data-shop="${shop}">
    <div class="card" data-outcome="loading" role="status" aria-live="polite">
      ${outcome(view, all.loading)}
    </div>
    ${Object.entries(all).map(([name, one]) => html`<template data-state="${name}">${outcome(view, one)}</template>`)}
  </div>`;
  return page(view, { shop, title: view.text.thanks.title, body, script: "thanks" });
}
