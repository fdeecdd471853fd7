// What every page has around it: the document, the header with the language switch, the footer
// which says what this is.
import { html } from "./html.js";
import { lantern, olive } from "./icons.js";

const BRANDS = { courses: lantern, school: olive };

/**
 * The same page with the same order, in the other language. By its query alone: a path that begins with two slashes
 * would lead to another host.
 */
function otherLanguageLink({ text, url, lang }) {
  const other = lang === "ar" ? "en" : "ar";
  const search = new URLSearchParams(url.search);
  search.set("lang", other);
  return html`<a
    class="switch"
    href="?${search}"
    lang="${other}"
    hreflang="${other}"
    aria-label="${text.common.otherLanguageLabel}"
    data-keeps-order
    >${text.common.otherLanguage}</a
  >`;
}

function header(view, shop) {
  const { text } = view;
  const brand = shop
    ? html`<a class="brand" href="/${shop}/">${BRANDS[shop]}<span>${text[shop].merchant}</span></a>
        <a class="header-link" href="/">${text.common.home}</a>`
    : html`<a class="brand" href="/"
        ><svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M5 4h5v16H5zM13 4h3v16h-3zM19 4h1.5v16H19z" /></svg
        ><span>jeelpay-checkout</span></a
      >`;
  return html`<header class="site-header">
    <div class="wrap">${brand}${otherLanguageLink(view)}</div>
  </header>`;
}

const footer = ({ text }) =>
  html`<footer class="site-footer">
    <div class="wrap">
      <p>${text.common.demo}</p>
      <p>${text.common.independent}</p>
    </div>
  </footer>`;

/** `shop` is "courses", "school" or nothing; `script` names the page's own script, if it has one. */
export function page(view, { shop, title, body, head, script }) {
  const { text, lang } = view;
  const merchant = shop && text[shop].merchant;
  return html`<!doctype html>
    <html lang="${lang}" dir="${text.dir}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${merchant ? `${title} · ${merchant}` : title}</title>
        <meta name="robots" content="noindex" />
        <meta name="hosted-page-origin" content="${view.hostedPage}" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link
          rel="preload"
          href="/fonts/readex-pro-${lang === "ar" ? "arabic" : "latin"}-wght-normal.woff2"
          as="font"
          type="font/woff2"
          crossorigin
        />
        <link rel="stylesheet" href="/assets/store.css" />
        ${head} ${script && html`<script type="module" src="/assets/${script}.js"></script>`}
      </head>
      <body class="${shop ? `shop-${shop}` : "shop-none"}">
        <a class="skip" href="#content">${text.common.skip}</a>
        ${header(view, shop)}
        <main id="content" tabindex="-1">${body}</main>
        ${footer(view)}
      </body>
    </html>`;
}
