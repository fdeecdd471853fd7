// Shown for an address that leads nowhere.
import { html } from "./html.js";
import { arrow } from "./icons.js";
import { page } from "./layout.js";

export function notFoundPage(view) {
  const { notFound } = view.text;
  const body = html`<div class="wrap thanks">
    <div class="card">
      <div class="outcome outcome-wait">
        <h1>${notFound.title}</h1>
        <p class="lead">${notFound.text}</p>
        <div class="outcome-actions"><a class="button" href="/">${notFound.action} ${arrow}</a></div>
      </div>
    </div>
  </div>`;
  return page(view, { title: notFound.title, body });
}
