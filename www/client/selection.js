// What is chosen, kept the same in four places: the address, the summary, the form's inputs, the
// language switch.
import { nameAt, readOrder, writeOrder } from "../order.js";
import { formatters } from "../text/format.js";

const format = formatters(document.documentElement.lang);

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

function productOf(card) {
  const { product, most, initial } = card.dataset;
  return {
    id: product,
    most: Number(most),
    initial: Number(initial),
    card,
    line: document.querySelector(`[data-line="${product}"]`),
  };
}

/** The n-th thing of the order has its inputs under [n], wherever on the page they stand. */
function numberInputs({ card, line }, index) {
  for (const input of [...all("[data-path]", card), ...all("[data-path]", line)]) {
    input.name = nameAt(input.dataset.path, index);
    if (input.dataset.path.endsWith(".quantity")) input.value = card.dataset.count;
  }
}

function showLine({ card, line }, count) {
  card.dataset.count = count;
  line.hidden = count === 0;
  line.querySelector("fieldset").disabled = count === 0;
  line.querySelector("[data-line-cost]").textContent = format.money(line.dataset.halalas * count);
  for (const place of all("[data-count]", card).concat(all("[data-count]", line)))
    place.textContent = format.number(count);
}

function showTotal(halalas) {
  for (const place of all("[data-total]")) place.textContent = format.money(halalas);
  for (const part of all("[data-when-empty]")) part.hidden = halalas > 0;
  for (const part of all("[data-when-chosen]")) part.hidden = halalas === 0;
}

function keepInAddress(products, counts) {
  const search = writeOrder(new URLSearchParams(location.search), products, counts).toString();
  history.replaceState(history.state, "", search ? `?${search}` : location.pathname);
  for (const link of all("[data-keeps-order]")) {
    const lang = new URL(link.href).searchParams.get("lang");
    const target = new URL(location.href);
    target.searchParams.set("lang", lang);
    link.href = target.href;
  }
}

/** `show(product, count)` draws what is the page's own: a stepper, a child's fields. */
export function startSelection(show) {
  const products = all("[data-product]").map(productOf);
  const counts = readOrder(new URLSearchParams(location.search), products);

  function draw() {
    const chosen = products.filter(({ id }) => counts.get(id) > 0);
    for (const product of products) {
      showLine(product, counts.get(product.id));
      numberInputs(product, chosen.indexOf(product));
      show(product, counts.get(product.id));
    }
    showTotal(chosen.reduce((sum, { id, line }) => sum + line.dataset.halalas * counts.get(id), 0));
  }

  return {
    choose(id, count) {
      const { most } = products.find((product) => product.id === id);
      counts.set(id, Math.max(0, Math.min(count, most)));
      draw();
      keepInAddress(products, counts);
    },
    isEmpty: () => [...counts.values()].every((count) => count === 0),
  };
}
