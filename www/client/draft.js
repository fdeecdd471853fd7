// A form's inputs are named by their path in the draft: "buyer.email", "items[0].quantity".

const STEPS = /[^.[\]]+/g;

function put(draft, path, value) {
  const steps = path.match(STEPS);
  const last = steps.pop();
  let place = draft;
  steps.forEach((step, at) => {
    const next = steps[at + 1] ?? last;
    place = place[step] ??= /^\d+$/.test(next) ? [] : {};
  });
  place[last] = value;
}

/**
 * What `form` would send, as the object which a checkout is made from. Empty fields are left for
 * the package to drop.
 */
export function readDraft(form) {
  const draft = {};
  for (const [path, value] of new FormData(form)) {
    put(draft, path, path.endsWith(".quantity") ? Number(value) : value);
  }
  return draft;
}
