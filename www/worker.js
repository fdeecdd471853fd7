// The store as one Worker: its pages, its files, and the two merchants' checkout routes.
// Bindings: SANDBOX_URL, {COURSES,SCHOOL}_CLIENT_{ID,SECRET}, {COURSES,SCHOOL}_LEDGER (Durable Objects),
// ASSETS (public/ and the built scripts).
import { HANDLERS } from "./merchants.js";
import { pageResponse } from "./page-response.js";
import { coursesPage } from "./pages/courses.js";
import { landingPage } from "./pages/landing.js";
import { notFoundPage } from "./pages/not-found.js";
import { schoolPage } from "./pages/school.js";
import { plainThanksPage, thanksPage } from "./pages/thanks.js";
import { paymentStatus } from "./payment-status.js";
import { securityHeaders } from "./security-headers.js";

export { CoursesLedger, SchoolLedger } from "./merchants.js";

const PAGES = {
  "/": landingPage,
  "/courses/": coursesPage,
  "/courses/thanks": (view) => thanksPage(view, "courses"),
  "/school/": schoolPage,
  "/school/thanks": (view) => thanksPage(view, "school"),
};

async function plainReturnPage(shop, request, env, context) {
  const known = await paymentStatus(HANDLERS[shop](env), request, shop, context);
  return pageResponse(request, env, (view) => plainThanksPage(view, shop, known));
}

async function fileOrNothing(request, env) {
  const file = await env.ASSETS.fetch(request);
  return file.status === 404 ? pageResponse(request, env, notFoundPage, 404) : file;
}

function answer(request, env, context) {
  const { pathname, search } = new URL(request.url);
  const [, shop, below] = /^\/(courses|school)\/api\/(.*)/.exec(pathname) ?? [];
  if (below === "thanks") return plainReturnPage(shop, request, env, context);
  if (shop) return HANDLERS[shop](env)(request, context);
  if (request.method !== "GET" && request.method !== "HEAD") {
    return new Response(null, { status: 405, headers: { allow: "GET, HEAD" } });
  }
  if (Object.hasOwn(PAGES, pathname)) return pageResponse(request, env, PAGES[pathname]);
  if (Object.hasOwn(PAGES, `${pathname}/`)) {
    return new Response(null, { status: 301, headers: { location: `${pathname}/${search}` } });
  }
  return fileOrNothing(request, env);
}

export default {
  async fetch(request, env, context) {
    const response = await answer(request, env, context);
    // Copied, because the headers of an answer that was fetched cannot be changed.
    const reply = new Response(response.body, response);
    for (const [name, value] of Object.entries(securityHeaders(env))) {
      // What a route says of itself is stricter.
      if (!reply.headers.has(name)) reply.headers.set(name, value);
    }
    return reply;
  },
};
