// From the button to the hosted page: check the draft, create the checkout, say what went wrong.
// The package does the work and the redirect; this is what the buyer sees of it.
import { isCheckoutError, preload } from "jeelpay-checkout";
import { readDraft } from "./draft.js";
import { clearMessages, forgiveWhileTyping, showAlert, showIssues } from "./messages.js";
import { orderReference, rememberOrder, rememberTyping } from "./visit.js";

const button = document.querySelector("[data-pay]");
const busyText = button.querySelector("[data-busy-text]");

function setBusy(busy) {
  button.setAttribute("aria-busy", String(busy));
  busyText.textContent = busy ? busyText.dataset.busyText : "";
}

const isBusy = () => button.getAttribute("aria-busy") === "true";

function showFailure(form, error) {
  if (!isCheckoutError(error)) return showAlert("other");
  // The form works without the module too: the browser checks it, the store answers with the way on.
  if (error.code === "wasm_unavailable" && form.reportValidity()) return form.submit();
  if (error.code === "invalid_request" && error.issues.length > 0) return showIssues(form, error.issues);
  showAlert(error.code, error.txId);
}

/**
 * On small screens the summary has a bar of its own, which steps aside when the summary itself is
 * in sight.
 */
function hideBarAtSummary() {
  const bar = document.querySelector(".bar");
  const watcher = new IntersectionObserver(([{ isIntersecting }]) =>
    bar.toggleAttribute("data-away", isIntersecting),
  );
  watcher.observe(document.getElementById("summary"));
}

/**
 * `validate` and `create` are the package's for this kind of checkout; `isEmpty` tells whether
 * anything is chosen.
 */
export function startCheckoutForm({ shop, validate, create, isEmpty }) {
  const form = document.getElementById("checkout");
  const reference = form.elements.namedItem("reference_id");

  async function submit() {
    reference.value = orderReference(shop);
    const draft = readDraft(form);
    const issues = await validate(draft);
    if (issues.length > 0) return showIssues(form, issues);
    rememberOrder(shop);
    await create(draft);
    return "leaving";
  }

  form.noValidate = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBusy()) return;
    clearMessages(form);
    if (isEmpty()) return showAlert("choose");
    setBusy(true);
    let outcome;
    try {
      outcome = await submit();
    } catch (error) {
      showFailure(form, error);
    }
    // Once the buyer is on the way out, the button stays busy until the page is gone.
    if (outcome !== "leaving") setBusy(false);
  });

  // Back from the hosted page: the browser may bring this page back exactly as it was left.
  window.addEventListener("pageshow", ({ persisted }) => persisted && setBusy(false));
  form.addEventListener("focusin", () => preload().catch(() => {}), { once: true });
  rememberTyping(shop, form);
  forgiveWhileTyping(form);
  hideBarAtSummary();
}
