// A page as an answer: in which language it is drawn, and what browsers are told to keep of it.
import { newReference } from "./reference.js";
import { formatters } from "./text/format.js";
import { chooseLanguage, languageCookie, textOf } from "./text/locale.js";

/** What every page is drawn from. */
function viewOf(request, env) {
  const url = new URL(request.url);
  const lang = chooseLanguage(request);
  const reference = newReference(url.pathname.startsWith("/school/") ? "school" : "courses");
  return { lang, url, reference, hostedPage: env.SANDBOX_URL, text: textOf(lang), format: formatters(lang) };
}

/** `draw` makes the page of a view. */
export function pageResponse(request, env, draw, status = 200) {
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
