// The first page: what this is, and the two shops in it.
import { html } from "./html.js";
import { arrow } from "./icons.js";
import { page } from "./layout.js";

const shopCard = ({ text }, shop, art) =>
  html`<a class="shop-card shop-${shop}" href="/${shop}/">
    <img src="/art/${art}.svg" alt="" width="400" height="240" />
    <div class="shop-card-text">
      <p class="kicker">${text.landing[shop].kind}</p>
      <h2>${text[shop].merchant}</h2>
      <p>${text.landing[shop].text}</p>
      <p class="action">${text.landing[shop].action} ${arrow}</p>
    </div>
  </a>`;

const step = ([title, detail]) =>
  html`<li>
    <h3>${title}</h3>
    <p>${detail}</p>
  </li>`;

export function landingPage(view) {
  const { landing } = view.text;
  const body = html`<div class="wrap landing">
    <div class="landing-head">
      <h1>${landing.title}</h1>
      <p class="lead">${landing.lead}</p>
    </div>
    <div class="shop-cards">
      ${shopCard(view, "courses", "lantern-street")}${shopCard(view, "school", "olive-hills")}
    </div>
    <section aria-labelledby="steps">
      <h2 id="steps">${landing.stepsTitle}</h2>
      <ol class="steps">
        ${landing.steps.map(step)}
      </ol>
    </section>
  </div>`;
  return page(view, { title: landing.title, body });
}
