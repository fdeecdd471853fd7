// The store as one Worker: its pages, its files, and the two merchants' checkout routes. Bindings:
// SANDBOX_URL, {COURSES,SCHOOL}_CLIENT_{ID,SECRET}, ASSETS (the files of public/ and the built
// scripts).
import { courseShop, school } from "./merchants.js";
import { coursesPage } from "./pages/courses.js";
import { landingPage } from "./pages/landing.js";
import { notFoundPage } from "./pages/not-found.js";
import { schoolPage } from "./pages/school.js";
import { thanksPage } from "./pages/thanks.js";
import { newReference } from "./reference.js";
import { securityHeaders } from "./security-headers.js";
import { formatters } from "./text/format.js";
import { chooseLanguage, languageCookie, textOf } from "./text/locale.js";

const PAGES = {
  "/": landingPage,
  "/courses/": coursesPage,
  "/school/": schoolPage,
  "/courses/thanks": (view) => thanksPage(view, "courses"),
  "/school/thanks": (view) => thanksPage(view, "school"),
};

const MERCHANTS = { courses: courseShop, school };

/**
 * Made at the first request, for the bindings are not known before; kept, so that an access token
 * is shared.
 */
const handlers = new Map();

function handlerOf(shop, env) {
  if (!handlers.has(shop)) handlers.set(shop, MERCHANTS[shop](env));
  return handlers.get(shop);
}

function viewOf(request, env) {
  const url = new URL(request.url);
  const lang = chooseLanguage(request);
  const reference = newReference(url.pathname.startsWith("/school/") ? "school" : "courses");
  return { lang, url, reference, hostedPage: env.SANDBOX_URL, text: textOf(lang), format: formatters(lang) };
}

function pageResponse(request, env, draw, status = 200) {
  const view = viewOf(request, env);
  return new Response(draw(view).toString(), {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-language": view.lang,
      "set-cookie": languageCookie(view.lang),
      // Asked for anew each time, but not "no-store", which would keep the page out of the
      // back/forward cache.
      "cache-control": "private, no-cache",
      vary: "cookie, accept-language",
    },
  });
}

async function answer(request, env, context) {
  const { pathname, search } = new URL(request.url);
  const shop = /^\/(courses|school)\/api\//.exec(pathname)?.[1];
  if (shop) return handlerOf(shop, env)(request, context);
  if (request.method !== "GET" && request.method !== "HEAD") {
    return new Response(null, { status: 405, headers: { allow: "GET, HEAD" } });
  }
  if (Object.hasOwn(PAGES, pathname)) return pageResponse(request, env, PAGES[pathname]);
  if (Object.hasOwn(PAGES, `${pathname}/`))
    return new Response(null, { status: 301, headers: { location: `${pathname}/${search}` } });
  const file = await env.ASSETS.fetch(request);
  return file.status === 404 ? pageResponse(request, env, notFoundPage, 404) : file;
}

export default {
  async fetch(request, env, context) {
    const response = await answer(request, env, context);
    // Copied, because the headers of an answer that was fetched cannot be changed.
    const reply = new Response(response.body, response);
    for (const [name, value] of Object.entries(securityHeaders(env))) reply.headers.set(name, value);
    return reply;
  },
};
