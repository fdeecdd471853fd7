// The school's fee page: a family, its children, what is due for each, who pays.
import { FAMILY, SCHOOL_YEAR } from "../catalogue.js";
import { nameAt, readOrder } from "../order.js";
import { buyerFields, field } from "./field.js";
import { html } from "./html.js";
import { page } from "./layout.js";
import { summary, summaryBar, summaryLine } from "./summary.js";

const ID_PATH = "students[#].national_id";

/** Those whose papers are complete are chosen until the family says otherwise. */
const PRODUCTS = FAMILY.children.map(({ id, national_id }) => ({
  id,
  most: 1,
  initial: national_id ? 1 : 0,
}));

const initialOf = (child) => PRODUCTS.find(({ id }) => id === child.id).initial;

function nationalIdField({ text }, child, index) {
  const hint = child.national_id ? text.school.nationalIdFiled : text.school.nationalIdWanted;
  return field({
    id: `id-${child.id}`,
    name: nameAt(ID_PATH, index),
    path: ID_PATH,
    words: { ...text.fields.student_national_id, hint },
    value: child.national_id,
    required: true,
    ltr: true,
    inputmode: "numeric",
    autocomplete: "off",
  });
}

/** The box belongs to the order's own GET form; the number below it to the payment's, and only while the child is chosen. */
function childCard(view, child, index, count) {
  const { lang, format, text } = view;
  const chosen = count > 0;
  return html`<li
    class="child card"
    data-product="${child.id}"
    data-most="1"
    data-initial="${initialOf(child)}"
  >
    <label class="child-head">
      <input
        type="checkbox"
        form="order"
        name="${child.id}"
        value="1"
        data-choose${chosen && html` checked`}
      />
      <span class="avatar avatar-${child.id}" aria-hidden="true">${child.name[lang].slice(0, 1)}</span>
      <span class="child-text"
        ><strong>${child.name[lang]}</strong><small>${child.grade[lang]} · ${child.campus[lang]}</small></span
      >
      <span class="price"
        ><strong>${format.money(child.halalas)}</strong><small>${text.school.yearlyFee}</small></span
      >
    </label>
    <fieldset class="child-fields" data-fields${!chosen && html` disabled hidden`}>
      ${nationalIdField(view, child, index)}
    </fieldset>
  </li>`;
}

function childLine(view, child, index, count) {
  const { lang } = view;
  return summaryLine(view, {
    product: child,
    index,
    count,
    title: child.name[lang],
    detail: `${child.grade[lang]} · ${SCHOOL_YEAR.name[lang]}`,
    inputs: [
      ["students[#].reference_id", child.id],
      ["students[#].name", child.name[lang]],
      ["students[#].educational_year_id", SCHOOL_YEAR.id],
    ],
  });
}

const hero = ({ text, lang }) =>
  html`<div class="hero hero-school">
    <div class="wrap">
      <div class="hero-text">
        <p class="kicker">${text.school.yearLabel} <bdi>${SCHOOL_YEAR.name[lang]}</bdi></p>
        <h1>${text.school.title}</h1>
        <p class="lead">${text.school.lead}</p>
        <p class="account">
          <span>${text.school.family}</span><strong>${FAMILY.name[lang]}</strong><bdi>${FAMILY.id}</bdi>
        </p>
      </div>
      <img class="hero-art" src="/art/olive-hills.svg" alt="" width="400" height="240" />
    </div>
  </div>`;

/** Unchecked boxes are not sent, so each is preceded by its zero: the last of repeated keys counts. */
const orderForm = ({ lang }) =>
  html`<form id="order" method="get" action="/school/">
    <input type="hidden" name="lang" value="${lang}" />
    ${FAMILY.children.map(({ id }) => html`<input type="hidden" name="${id}" value="0" />`)}
  </form>`;

const details = (view) =>
  html`<section class="card panel" aria-labelledby="details">
    <h2 id="details">${view.text.school.details}</h2>
    <p class="panel-hint">${view.text.school.detailsHint}</p>
    ${buyerFields(view, { first: FAMILY.guardian.first[view.lang], last: FAMILY.guardian.last[view.lang] })}
  </section>`;

export function schoolPage(view) {
  const { text, url, lang, reference } = view;
  const counts = readOrder(url.searchParams, PRODUCTS);
  const chosen = FAMILY.children.filter(({ id }) => counts.get(id) > 0);
  const total = chosen.reduce((sum, { halalas }) => sum + halalas, 0);
  const each = (draw) =>
    FAMILY.children.map((child) => draw(view, child, chosen.indexOf(child), counts.get(child.id)));
  const words = {
    shop: "school",
    title: text.school.summary,
    empty: text.school.empty,
    emptyHint: text.school.emptyHint,
  };
  const body = html`${hero(view)}${orderForm(view)}
    <form class="wrap shop" id="checkout" method="post" action="/school/api/v3/checkout/schooling">
      <input type="hidden" name="reference_id" value="${reference}" /><input
        type="hidden"
        name="metadata.locale"
        value="${lang}"
      />
      <div class="shop-main">
        <section aria-labelledby="list">
          <h2 id="list">${text.school.childrenTitle}</h2>
          <ul class="children" role="list">
            ${each(childCard)}
          </ul>
          <noscript><button class="button button-quiet" form="order">${text.school.update}</button></noscript>
        </section>
        ${details(view)}
      </div>
      ${summary(view, { ...words, lines: each(childLine), total })}
    </form>
    ${summaryBar(view, { shop: "school", total })}`;
  return page(view, { shop: "school", title: text.school.title, body, script: "school" });
}
