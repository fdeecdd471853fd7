// The school's fee page: a family, its children, what is due for each, who pays.
import { FAMILY, SCHOOL_YEAR } from "../catalogue.js";
import { nameAt, readOrder } from "../order.js";
import { buyerFields, field } from "./field.js";
import { flag, html } from "./html.js";
import { shopPage } from "./shop.js";
import { summaryLine } from "./summary.js";

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

/**
 * The box belongs to the order's GET form; the number below it, while the child is chosen, to the
 * payment's.
 */
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
        data-choose
        ${flag("checked", chosen)}
        autocomplete="off"
      />
      <span class="avatar avatar-${child.id}" aria-hidden="true">${child.name[lang].slice(0, 1)}</span>
      <span class="child-text"
        ><strong>${child.name[lang]}</strong><small>${child.grade[lang]} · ${child.campus[lang]}</small></span
      >
      <span class="price"
        ><strong>${format.money(child.halalas)}</strong><small>${text.school.yearlyFee}</small></span
      >
    </label>
    <fieldset class="child-fields" data-fields ${flag("disabled hidden", !chosen)}>
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

const account = ({ text, lang }) =>
  html`<p class="account">
    <span>${text.school.family}</span> <strong>${FAMILY.name[lang]}</strong> <bdi>${FAMILY.id}</bdi>
  </p>`;

const band = (view) => ({
  art: "olive-hills",
  kicker: html`${view.text.school.yearLabel} <bdi>${SCHOOL_YEAR.name[view.lang]}</bdi>`,
  title: view.text.school.title,
  lead: view.text.school.lead,
  more: account(view),
});

const offers = ({ text }, cards) =>
  html`<h2 id="list">${text.school.childrenTitle}</h2>
    <ul class="children" role="list">
      ${cards}
    </ul>
    <noscript><button class="button button-quiet" form="order">${text.school.update}</button></noscript>`;

const details = (view) =>
  html`<h2 id="details">${view.text.school.details}</h2>
    <p class="panel-hint">${view.text.school.detailsHint}</p>
    ${buyerFields(view, { first: FAMILY.guardian.first[view.lang], last: FAMILY.guardian.last[view.lang] })}`;

export function schoolPage(view) {
  const counts = readOrder(view.url.searchParams, PRODUCTS);
  const chosen = FAMILY.children.filter(({ id }) => counts.get(id) > 0);
  const each = (draw) =>
    FAMILY.children.map((child) => draw(view, child, chosen.indexOf(child), counts.get(child.id)));
  return shopPage(view, {
    shop: "school",
    action: "/school/api/v3/checkout/schooling",
    band: band(view),
    // Unchecked boxes are not sent, so each is preceded by its zero: the last of repeated keys counts.
    chosen: FAMILY.children.map(({ id }) => [id, 0]),
    offers: offers(view, each(childCard)),
    details: details(view),
    lines: each(childLine),
    total: chosen.reduce((sum, { halalas }) => sum + halalas, 0),
  });
}
