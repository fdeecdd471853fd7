// The course shop: the courses, how many seats of each, who is buying.
import { COURSES, MOST_SEATS } from "../catalogue.js";
import { readOrder } from "../order.js";
import { buyerFields } from "./field.js";
import { html } from "./html.js";
import { minus, plus } from "./icons.js";
import { shopPage } from "./shop.js";
import { summaryLine } from "./summary.js";

const PRODUCTS = COURSES.map(({ id }) => ({ id, most: MOST_SEATS, initial: 0 }));

/**
 * A button of the order's GET form: seats can be chosen without a script; with one, it does not
 * navigate.
 */
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

const band = ({ courses }) => ({
  art: "lantern-street",
  kicker: courses.term,
  title: courses.title,
  lead: courses.lead,
});

const offers = (view, counts) =>
  html`<h2 id="list">${view.text.courses.listTitle}</h2>
    <ul class="courses" role="list">
      ${COURSES.map((course) => courseCard(view, course, counts.get(course.id)))}
    </ul>`;

const details = (view) =>
  html`<h2 id="details">${view.text.courses.details}</h2>
    <p class="panel-hint">${view.text.courses.detailsHint}</p>
    ${buyerFields(view)}`;

export function coursesPage(view) {
  const counts = readOrder(view.url.searchParams, PRODUCTS);
  const chosen = COURSES.filter(({ id }) => counts.get(id) > 0);
  return shopPage(view, {
    shop: "courses",
    action: "/courses/api/v3/checkout",
    band: band(view.text),
    chosen: chosen.map(({ id }) => [id, counts.get(id)]),
    offers: offers(view, counts),
    details: details(view),
    lines: COURSES.map((course) => courseLine(view, course, chosen.indexOf(course), counts.get(course.id))),
    total: chosen.reduce((sum, { id, halalas }) => sum + halalas * counts.get(id), 0),
  });
}
