// A page that was left may come back as it was, out of the browser's back/forward cache. The buyer begins anew then,
// so what was under way must not be waited for: its answer may never come, or may take the buyer away again.

let controller;

/** A signal that aborts when this page comes back. The first call listens, and importing does nothing. */
export function untilRestored() {
  controller ??= listen();
  return controller.signal;
}

function listen() {
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    controller.abort(new DOMException("the page was left, and has come back", "AbortError"));
    controller = new AbortController();
  });
  return new AbortController();
}
