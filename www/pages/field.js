// One labelled input with its hint and its error. Inputs are named by their path in the draft
// ("buyer.email", "students[0].national_id"), which is also how an issue names what is wrong: no
// table in between.
import { flag, html } from "./html.js";

const hintLine = (id, hint) => hint && html`<p class="hint" id="${id}-hint">${hint}</p>`;

/**
 * `path` is the name with "[#]" for an index which the page's script may renumber. `words` has
 * `label` and, where they can occur, `hint`, `missing` and `invalid`; the last two wait in the
 * markup for the script to show them.
 */
export function field({
  id,
  name,
  path = name,
  words,
  optional,
  required,
  ltr,
  type = "text",
  ...attributes
}) {
  const described = words.hint ? `${id}-hint ${id}-error` : `${id}-error`;
  return html`<div class="field">
    <label for="${id}">${words.label}${optional && html` <span class="optional">${optional}</span>`}</label>
    <input
      id="${id}"
      name="${name}"
      data-path="${path}"
      type="${type}"
      ${flag("required", required)}
      ${ltr && html`dir="ltr"`}
      ${Object.entries(attributes).map(([key, value]) => value && html`${key}="${value}" `)}
      data-missing="${words.missing}"
      data-invalid="${words.invalid}"
      aria-describedby="${described}"
    />
    ${hintLine(id, words.hint)}
    <p class="field-error" id="${id}-error" hidden></p>
  </div>`;
}

/** Who pays. Nothing but the mobile number is required; what is left empty is not sent. */
export function buyerFields({ text }, { first, last } = {}) {
  const { fields, common } = text;
  const buyer = (key, more) =>
    field({ id: `buyer-${key}`, name: `buyer.${key}`, words: fields[key], ...more });
  return html`<div class="fields">
    ${buyer("first_name", { autocomplete: "given-name", optional: common.optional, value: first })}
    ${buyer("last_name", { autocomplete: "family-name", optional: common.optional, value: last })}
    ${buyer("mobile_number", { type: "tel", autocomplete: "tel", inputmode: "tel", ltr: true, required: true })}
    ${buyer("email", { type: "email", autocomplete: "email", ltr: true, optional: common.optional })}
    ${field({
      id: "buyer-national_id",
      name: "buyer.national_id",
      words: fields.buyer_national_id,
      inputmode: "numeric",
      autocomplete: "off",
      ltr: true,
      optional: common.optional,
    })}
  </div>`;
}
