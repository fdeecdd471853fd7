// What is chosen, written in the page's address (/courses/?data-python=2): an order can be linked,
// survives a reload and the Back button, and works without a script. Shared by the pages as
// rendered and by their scripts.

const WHOLE = /^\d{1,2}$/;

/** How many of each product; `products` are `{ id, most, initial }`. The last of repeated keys counts. */
export function readOrder(searchParams, products) {
  const counts = products.map(({ id, most, initial }) => {
    const asked = searchParams.getAll(id).at(-1);
    return [id, WHOLE.test(asked ?? "") ? Math.min(Number(asked), most) : initial];
  });
  return new Map(counts);
}

/** Sets `counts` in a copy of `searchParams`, leaving out what a reader would assume anyway. */
export function writeOrder(searchParams, products, counts) {
  const written = new URLSearchParams(searchParams);
  for (const { id, initial } of products) {
    written.delete(id);
    if (counts.get(id) !== initial) written.set(id, counts.get(id));
  }
  return written;
}

/** The name of an input of the thing at `index` of the order, "items[#].quantity" being its path. */
export const nameAt = (path, index) => path.replace("#", String(Math.max(index, 0)));
