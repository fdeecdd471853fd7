// From import() to the moment at which the browser sends the first request, cold and after preload().
import { inTurn, medians } from "./compare.mjs";
import { LINKS, withVisits } from "./visits.mjs";

const ROUNDS = { loopback: 25, "slow 4G": 13 };

export const load = () =>
  withVisits(async (visit) => {
    const rows = [];
    for (const [link, conditions] of Object.entries(LINKS)) {
      for (const [state, preloaded] of [
        ["cold", false],
        ["after preload()", true],
      ]) {
        const sample = (side) =>
          visit((page) => page.evaluate(measure, [`/${side}.js`, preloaded]), conditions);
        const name = `import() to first request, ${state}, ${link}`;
        rows.push(medians(name, await inTurn(ROUNDS[link], sample)));
      }
    }
    return rows;
  });

/** In the page. */
async function measure([script, preloaded]) {
  const { draft } = await import("/orders.js");
  if (preloaded) await (await import(script)).ready();
  const order = draft();
  const start = performance.now();
  const { create } = await import(script);
  await create(order, { baseUrl: "/api" });
  return performance.getEntriesByType("resource").at(-1).requestStart - start;
}
