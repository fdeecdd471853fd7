// Which language a request is answered in.
import ar from "./ar.js";
import en from "./en.js";

const TEXTS = { en, ar };

/**
 * The address decides (`?lang=ar`, linkable); then what this browser chose before; then what it
 * prefers.
 */
export function chooseLanguage(request) {
  const asked = new URL(request.url).searchParams.get("lang");
  if (Object.hasOwn(TEXTS, asked)) return asked;
  const kept = request.headers.get("cookie")?.match(/(?:^|;\s*)lang=(en|ar)(?:;|$)/)?.[1];
  if (kept) return kept;
  const preferred = request.headers.get("accept-language") ?? "";
  return /^\s*ar\b/i.test(preferred) ? "ar" : "en";
}

/** Kept so that a buyer who comes back from the hosted page is met in the same language. */
export const languageCookie = (lang) => `lang=${lang}; Path=/; Max-Age=31536000; SameSite=Lax`;

export const textOf = (lang) => TEXTS[lang];
