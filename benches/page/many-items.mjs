// Many items, in a page of a real Chromium.
import { items } from "./items.mjs";
import { withVisits } from "./visits.mjs";

export const manyItems = () =>
  withVisits((visit) =>
    visit((page) => items("Chromium", (count, rounds) => page.evaluate(measure, [count, rounds]))),
  );

/** In the page. */
async function measure([count, rounds]) {
  const names = ["orders", "sending", "ours", "peer"];
  const [{ complete }, { sending }, ours, peer] = await Promise.all(
    names.map((name) => import(`/${name}.js`)),
  );
  await ours.ready();
  return sending({ ours, peer }, () => complete(count), rounds);
}
