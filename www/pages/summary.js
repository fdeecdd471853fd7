// The order as it stands, beside the form: one line for each thing on offer, shown when it is
// chosen. A line carries the inputs of its item or student; as a disabled fieldset it sends
// nothing.
import { nameAt } from "../order.js";
import { flag, html } from "./html.js";
import { arrow, basket, lock } from "./icons.js";

const hiddenInput = (path, value, index) =>
  html`<input type="hidden" name="${nameAt(path, index)}" data-path="${path}" value="${value}" />`;

/** `inputs` is a list of [path, value]; `index` is the place among what is chosen, -1 for what is not. */
export function summaryLine(view, { product, index, count, title, detail, art, inputs }) {
  const { format } = view;
  const chosen = count > 0;
  return html`<li
    class="line"
    data-line="${product.id}"
    data-halalas="${product.halalas}"
    ${flag("hidden", !chosen)}
  >
    <fieldset ${flag("disabled", !chosen)}>
      ${inputs.map(([path, value]) => hiddenInput(path, value, index))}
    </fieldset>
    ${art}
    <div class="line-text">
      <p class="line-title">${title}</p>
      <p class="line-detail">${detail}</p>
    </div>
    <p class="line-cost" data-line-cost>${format.money(product.halalas * count)}</p>
  </li>`;
}

const errorTemplate = (text, [code, [title, next]]) =>
  html`<template data-error="${code}"
    ><p class="alert-title">${title}</p>
    <p>${next}</p>
    <p class="alert-reference" data-reference hidden>${text.checkout.reference} <bdi></bdi></p
  ></template>`;

/** The button, what it waits with, and the place where a failed attempt is explained. */
function payment({ text }, shop) {
  return html`<div class="alert" role="alert" data-alert hidden></div>
    ${Object.entries(text.errors).map((entry) => errorTemplate(text, entry))}
    <template data-error="check"><p class="alert-title">${text.checkout.check}</p></template>
    <template data-error="choose"><p class="alert-title">${text[shop].chooseFirst}</p></template>
    <button class="button button-pay" type="submit" data-pay>
      <span class="button-idle">${text[shop].pay} ${arrow}</span>
      <span class="button-busy" aria-live="polite" data-busy-text="${text.checkout.busy}"></span>
    </button>
    <details class="how" open>
      <summary>${lock}${text.how.title}</summary>
      <ol>
        ${text.how.steps.map((step) => html`<li>${step}</li>`)}
      </ol>
    </details>`;
}

/** `total` is in halalas. */
export function summary(view, { shop, lines, total }) {
  const { text, format } = view;
  const words = text[shop].summary;
  return html`<aside class="summary card" id="summary" aria-labelledby="summary-title" tabindex="-1">
    <h2 id="summary-title">${words.title}</h2>
    <div class="empty" data-when-empty ${flag("hidden", total > 0)}>
      ${basket}
      <p class="empty-title">${words.empty}</p>
      <p>${words.hint}</p>
    </div>
    <ul class="lines" role="list">
      ${lines}
    </ul>
    <div class="total" aria-live="polite" aria-atomic="true" data-when-chosen ${flag("hidden", total === 0)}>
      <p>${text.common.total}</p>
      <p class="total-amount" data-total>${format.money(total)}</p>
      <small>${text.common.vat}</small>
    </div>
    ${payment(view, shop)}
  </aside>`;
}

/** On small screens: the total and a way to the summary, while that is out of sight. */
export const summaryBar = ({ text, format }, { shop, total }) =>
  html`<a class="bar" href="#summary" data-when-chosen ${flag("hidden", total === 0)}
    ><span data-total>${format.money(total)}</span
    ><span class="bar-action">${text[shop].review} ${arrow}</span></a
  >`;
