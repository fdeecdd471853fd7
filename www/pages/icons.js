// Small drawings which take the colour of the text around them. All are decoration: what they mean
// is written beside them.
import { html } from "./html.js";

const icon = (name, shape) =>
  html`<svg class="icon icon-${name}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${shape}
  </svg>`;

export const lantern = icon(
  "brand",
  html`<path d="M12 2v3M8 5h8l1.5 3h-11z" /><path d="M7 8h10l1.2 7-2.7 5h-7L5.8 15z" /><path
      d="M12 11.5c1.6 1.6 1.6 4 0 5-1.6-1-1.6-3.4 0-5zM9.5 22h5"
    />`,
);

export const olive = icon(
  "brand",
  html`<path d="M4 20C8 12 13 7 20 4" /><path
      d="M11 11c-3.5.5-5.5-1-6-4.5 3.5-.5 5.5 1 6 4.5zM15.5 7.5c-2-2.5-1.5-4.5.5-5.5 2 2 2 4-.5 5.5zM13 10c.5 3.5 2.5 5 6 4.5-.5-3.5-2.5-5-6-4.5z"
    /><circle cx="8.5" cy="18.5" r="2.5" />`,
);

/** Points along the reading direction: mirrored by the style sheet in Arabic. */
export const arrow = icon("arrow", html`<path d="M5 12h14M13 6l6 6-6 6" />`);

export const plus = icon("plus", html`<path d="M12 6v12M6 12h12" />`);

export const minus = icon("minus", html`<path d="M6 12h12" />`);

export const lock = icon(
  "lock",
  html`<rect x="5" y="11" width="14" height="9" rx="2" /><path d="M8 11V8a4 4 0 0 1 8 0v3" />`,
);

export const basket = icon("basket", html`<path d="M4 10h16l-1.5 9h-13zM8 10l3-6M16 10l-3-6" />`);

export const check = icon("check", html`<path d="m5 12.5 4.5 4.5L19 7.5" />`);

export const cross = icon("cross", html`<path d="M7 7l10 10M17 7 7 17" />`);

export const clock = icon("clock", html`<circle cx="12" cy="12" r="8.5" /><path d="M12 7.5V12l3 2" />`);

export const question = icon(
  "question",
  html`<path d="M9 9.5a3 3 0 1 1 4.6 2.6c-1 .6-1.6 1.1-1.6 2.4" /><path d="M12 17.5v.1" />`,
);

export const offline = icon(
  "offline",
  html`<path
    d="M4 9.5a12 12 0 0 1 6-2.9M14 6.6a12 12 0 0 1 6 2.9M7.5 13.5a7 7 0 0 1 9 0M12 18v.1M5 4l14 16"
  />`,
);
