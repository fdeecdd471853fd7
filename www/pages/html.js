// A template tag which escapes whatever is put into it, so that forgetting to escape is not possible.

class Markup {
  constructor(source) {
    this.source = source;
  }
  toString() {
    return this.source;
  }
}

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escape = (text) => text.replace(/[&<>"']/g, (character) => ESCAPES[character]);

function render(value) {
  if (value === undefined || value === null || value === false || value === true) return "";
  if (Array.isArray(value)) return value.map(render).join("");
  return value instanceof Markup ? value.source : escape(String(value));
}

export const html = (strings, ...values) => new Markup(String.raw({ raw: strings }, ...values.map(render)));

/** Attributes without a value, there or not. */
export const flag = (names, on) => on && new Markup(names);
