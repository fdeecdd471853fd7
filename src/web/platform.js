// What the module asks of the place it runs in, for page.rs, address.rs and random.rs. Where something is missing or
// forbidden, there is nothing to tell.

/** Deno's global object is a `Window` too, on a server and without a document. */
const open = () =>
  typeof Window === "function" && globalThis instanceof Window && globalThis.document
    ? globalThis
    : undefined;

export const isPage = () => open() !== undefined;

/** In workerd the global is no instance of the class, although the name is there; in a worker of Deno's it is one. */
export const isWorker = () =>
  typeof WorkerGlobalScope === "function" && globalThis instanceof WorkerGlobalScope && !globalThis.Deno;

/** What relative addresses are relative to. */
export const baseUrl = () => open()?.document.baseURI ?? (isWorker() ? location.href : undefined);

/** Whether nobody can see the page. */
export const isHidden = () => open()?.document.hidden === true;

/** Setting `href` and `replace` are all that a frame may do to a top window of another origin. May throw. */
export function navigate(url, replaces) {
  const { location } = open().top ?? window;
  if (replaces) location.replace(url);
  else location.href = url;
}

/** What is kept in a moment, by name; of all copies of this package that a page may have. */
const unwritten = () => (globalThis[Symbol.for("jeelpay-checkout.unwritten")] ??= new Map());

/** The visitor may forbid the storage of the tab, and a sandboxed frame has none. */
export function recall(name) {
  try {
    const kept = unwritten().get(name) ?? open().sessionStorage.getItem(name);
    if (typeof kept === "string") return kept;
  } catch {}
}

/** A tab that cannot keep anything forgets, and works on. */
export function keep(name, text) {
  try {
    unwritten().delete(name);
    open().sessionStorage.setItem(name, text);
  } catch {}
}

/**
 * When the request has been sent that would wait for it: the first write takes browsers as long as all that the module
 * does. Whoever looks until then is told.
 */
export async function keepSoon(name, text) {
  try {
    unwritten().set(name, text);
    await undefined;
    if (unwritten().get(name) === text) keep(name, text);
  } catch {}
}

let controller;

/** The first call listens; a page that has replaced what is needed for that has no such signal. */
export function untilRestored() {
  try {
    controller ??= listen();
    return [controller.signal];
  } catch {}
}

function listen() {
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    controller.abort(new DOMException("the page was left, and has come back", "AbortError"));
    controller = new AbortController();
  });
  return new AbortController();
}

/**
 * The parts of an address, which may be relative to `base`, each on a line of its own, as `Address` in redirect.rs
 * knows them: the parser leaves no line break in any. Nothing of what is no address.
 */
export function parse(address, base) {
  try {
    const { href, protocol, origin, hostname, pathname, username, password } = new URL(address, base);
    // An empty query or fragment is one too, although `search` and `hash` do not tell it.
    return `${href}\n${protocol}\n${origin}\n${hostname}\n${pathname}\n${/[?#].*/.exec(href) ?? ""}\n${username + password}\n`;
  } catch {}
}

/** WebCrypto, unless somebody has taken it away. Fills the bytes, and tells whether it could. */
export function fill(bytes) {
  try {
    crypto.getRandomValues(bytes);
    return true;
  } catch {
    return false;
  }
}
