// The course shop: the courses, how many seats of each, who is buying.
import { COURSES, MOST_SEATS } from "../catalogue.js";
import { readOrder } from "../order.js";
import { buyerFields } from "./field.js";
import { html } from "./html.js";
import { minus, plus } from "./icons.js";
import { page } from "./layout.js";
import { summary, summaryBar, summaryLine } from "./summary.js";

const PRODUCTS = COURSES.map(({ id }) => ({ id, most: MOST_SEATS, initial: 0 }));

/** A button of the order's own GET form, so that seats can be chosen without a script; with one, it does not navigate. */
const seatsButton = (course, count, label, content, kind) =>
  html`<button class="${kind}" form="order" name="${course.id}" value="${count}" aria-label="${label}">
    ${content}
  </button>`;

function seats({ text, lang, format }, course, count) {
  const { courses } = text;
  const name = course.name[lang];
  return html`<div class="seats" data-seats data-chosen="${String(count > 0)}">
    ${seatsButton(course, 1, courses.addLabel(name), html`${plus}${courses.add}`, "button button-quiet seats-add")}
    <div class="stepper" role="group" aria-label="${courses.seats}">
      ${seatsButton(course, count - 1, courses.fewerLabel(name), minus, "stepper-fewer")}
      <output data-count>${format.number(count)}</output>
      ${seatsButton(course, Math.min(count + 1, MOST_SEATS), courses.moreLabel(name), plus, "stepper-more")}
    </div>
  </div>`;
}

function courseCard(view, course, count) {
  const { text, lang, format } = view;
  return html`<li class="course card" data-product="${course.id}" data-most="${MOST_SEATS}" data-initial="0">
    <img src="/art/${course.id}.svg" alt="" width="400" height="240" />
    <div class="course-text">
      <h3>${course.name[lang]}</h3>
      <p class="course-about">${course.about[lang]}</p>
      <ul class="facts" role="list">
        <li>${format.weeks(course.weeks)}</li>
        <li>${format.hours(course.hours)}</li>
        <li>${text.courses.starts(format.date(course.starts))}</li>
      </ul>
      <div class="course-foot">
        <p class="price">
          <strong>${format.money(course.halalas)}</strong><small>${text.courses.perSeat}</small>
        </p>
        ${seats(view, course, count)}
      </div>
    </div>
  </li>`;
}

function courseLine(view, course, index, count) {
  const { lang, format } = view;
  return summaryLine(view, {
    product: course,
    index,
    count,
    title: course.name[lang],
    detail: html`<span data-count>${format.number(count)}</span> × ${format.money(course.halalas)}`,
    art: html`<img src="/art/${course.id}.svg" alt="" width="64" height="48" />`,
    inputs: [
      ["items[#].reference_id", course.id],
      ["items[#].item_name", course.name[lang]],
      ["items[#].quantity", count],
    ],
  });
}

const hero = ({ text }) =>
  html`<div class="hero hero-courses">
    <div class="wrap">
      <div class="hero-text">
        <p class="kicker">${text.courses.term}</p>
        <h1>${text.courses.title}</h1>
        <p class="lead">${text.courses.lead}</p>
      </div>
      <img class="hero-art" src="/art/lantern-street.svg" alt="" width="400" height="240" />
    </div>
  </div>`;

const details = (view) =>
  html`<section class="card panel" aria-labelledby="details">
    <h2 id="details">${view.text.courses.details}</h2>
    <p class="panel-hint">${view.text.courses.detailsHint}</p>
    ${buyerFields(view)}
  </section>`;

/** The order's own form: no fields to see, its buttons are on the cards. */
const orderForm = ({ lang }, counts) =>
  html`<form id="order" method="get" action="/courses/">
    <input type="hidden" name="lang" value="${lang}" />
    ${[...counts].map(([id, count]) => count > 0 && html`<input type="hidden" name="${id}" value="${count}" />`)}
  </form>`;

export function coursesPage(view) {
  const { text, url, lang, reference } = view;
  const counts = readOrder(url.searchParams, PRODUCTS);
  const chosen = COURSES.filter(({ id }) => counts.get(id) > 0);
  const total = chosen.reduce((sum, { id, halalas }) => sum + halalas * counts.get(id), 0);
  const words = {
    shop: "courses",
    title: text.courses.order,
    empty: text.courses.empty,
    emptyHint: text.courses.emptyHint,
  };
  const lines = COURSES.map((course) =>
    courseLine(view, course, chosen.indexOf(course), counts.get(course.id)),
  );
  const body = html`${hero(view)}${orderForm(view, counts)}
    <form class="wrap shop" id="checkout" method="post" action="/courses/api/v3/checkout">
      <input type="hidden" name="reference_id" value="${reference}" /><input
        type="hidden"
        name="metadata.locale"
        value="${lang}"
      />
      <div class="shop-main">
        <section aria-labelledby="list">
          <h2 id="list">${text.courses.listTitle}</h2>
          <ul class="courses" role="list">
            ${COURSES.map((course) => courseCard(view, course, counts.get(course.id)))}
          </ul>
        </section>
        ${details(view)}
      </div>
      ${summary(view, { ...words, lines, total })}
    </form>
    ${summaryBar(view, { shop: "courses", total })}`;
  return page(view, { shop: "courses", title: text.courses.title, body, script: "courses" });
}
