// What the pages of both shops share: the band on top, the order's own form, the payment's form in
// two columns.
import { html } from "./html.js";
import { page } from "./layout.js";
import { summary, summaryBar } from "./summary.js";

const hero = ({ shop, art, kicker, title, lead, more }) =>
  html`<div class="hero hero-${shop}">
    <div class="wrap">
      <div class="hero-text">
        <p class="kicker">${kicker}</p>
        <h1>${title}</h1>
        <p class="lead">${lead}</p>
        ${more}
      </div>
      <img class="hero-art" src="/art/${art}.svg" alt="" width="400" height="240" />
    </div>
  </div>`;

const hidden = (name, value) => html`<input type="hidden" name="${name}" value="${value}" />`;

/** What is chosen travels in a GET form of its own, whose buttons and boxes stand inside the other form. */
const orderForm = ({ lang }, { shop, chosen }) =>
  html`<form id="order" method="get" action="/${shop}/">
    ${hidden("lang", lang)} ${chosen.map(([id, count]) => hidden(id, count))}
  </form>`;

/** A real form: it can be sent without the page's script. */
const checkoutForm = ({ lang, reference }, { action, offers, details, aside }) =>
  html`<form class="wrap shop" id="checkout" method="post" action="${action}">
    ${hidden("reference_id", reference)} ${hidden("metadata.locale", lang)}
    <div class="shop-main">
      <section aria-labelledby="list">${offers}</section>
      <section class="card panel" aria-labelledby="details">${details}</section>
    </div>
    ${aside}
  </form>`;

/**
 * `band` is the top of the page, `chosen` the [id, count] pairs which the order's form starts from,
 * `offers` what can be chosen, `details` who pays, `lines` and `total` (in halalas) the order as it
 * stands.
 */
export function shopPage(view, { shop, action, band, chosen, offers, details, lines, total }) {
  const aside = summary(view, { shop, lines, total });
  const body = html`${hero({ shop, ...band })}${orderForm(view, { shop, chosen })}
  ${checkoutForm(view, { action, offers, details, aside })}${summaryBar(view, { shop, total })}`;
  return page(view, { shop, title: band.title, body, script: shop });
}
