// From a click to the request, with the script loaded: until fetch has been called, which is the client's own time, and
// until the browser has sent the request, to which its processes add theirs for either side.
import { inTurn, medians } from "./compare.mjs";
import { withVisits } from "./visits.mjs";

const ROUNDS = 81;
const CLICKS = 5;

export const clicks = () =>
  withVisits(async (visit) => {
    const visits = await inTurn(ROUNDS, (side) => visit((page) => shop(page, `/${side}.js`)));
    const rowOf = (name, read) => {
      const each = ({ ours, peer }) => ({ ours: ours.map(read), peer: peer.map(read) });
      return medians(name, each(visits));
    };
    return [
      rowOf("first click to fetch", (clicks) => clicks[0].called),
      rowOf("first click to request sent", (clicks) => clicks[0].sent),
      rowOf("fifth click to fetch", (clicks) => clicks[CLICKS - 1].called),
      rowOf("fifth click to request sent", (clicks) => clicks[CLICKS - 1].sent),
    ];
  });

async function shop(page, script) {
  await page.evaluate(listen, script);
  const clicks = [];
  while (clicks.length < CLICKS) {
    await page.click("#pay");
    clicks.push(await page.evaluate(() => window.paid));
  }
  return clicks;
}

/** In the page. */
async function listen(script) {
  const [{ draft }, { create, ready }] = await Promise.all([import("/orders.js"), import(script)]);
  await ready();
  document.querySelector("#pay").addEventListener("click", () => {
    const start = performance.now();
    window.paid = create(draft(), { baseUrl: "/api" }).then(() => {
      const { startTime, requestStart } = performance.getEntriesByType("resource").at(-1);
      return { called: startTime - start, sent: requestStart - start };
    });
  });
}
