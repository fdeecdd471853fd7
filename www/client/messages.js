// Saying what is wrong: beside the field it concerns, or above the button with what to do next. The
// words are in the page already, in its language.

const errorLine = (input) => document.getElementById(`${input.id}-error`);

function markField(input, message) {
  input.setAttribute("aria-invalid", "true");
  const line = errorLine(input);
  line.textContent = message;
  line.hidden = false;
}

function clearField(input) {
  input.removeAttribute("aria-invalid");
  const line = errorLine(input);
  line.textContent = "";
  line.hidden = true;
}

const alertBox = () => document.querySelector("[data-alert]");

/** `name` is an error's code; those without words of their own are faults of ours, and share one text. */
export function showAlert(name, reference) {
  const template =
    document.querySelector(`template[data-error="${CSS.escape(name)}"]`) ??
    document.querySelector('template[data-error="other"]');
  const content = template.content.cloneNode(true);
  const line = content.querySelector("[data-reference]");
  if (line && reference) {
    line.querySelector("bdi").textContent = reference;
    line.hidden = false;
  }
  alertBox().replaceChildren(content);
  alertBox().hidden = false;
}

export function clearMessages(form) {
  alertBox().hidden = true;
  for (const input of form.querySelectorAll('[aria-invalid="true"]')) clearField(input);
}

/** Marks the field of every issue and takes the buyer to the first of them. */
export function showIssues(form, issues) {
  const inputs = issues.map(({ path }) => form.elements[path]).filter((input) => input?.dataset?.invalid);
  for (const input of inputs)
    markField(input, (input.value.trim() === "" && input.dataset.missing) || input.dataset.invalid);
  showAlert("check");
  const first = [...form.elements].find((input) => inputs.includes(input));
  (first ?? alertBox()).focus?.();
}

/** A field is no longer called wrong while it is being put right; nor is the form, after its last one. */
export function forgiveWhileTyping(form) {
  form.addEventListener("input", ({ target }) => {
    if (target.getAttribute("aria-invalid") !== "true") return;
    clearField(target);
    if (!form.querySelector('[aria-invalid="true"]')) alertBox().hidden = true;
  });
}
