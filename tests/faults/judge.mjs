// Whether a case came to what the table says.
import { keysOf } from "./witness.mjs";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * @param {object} one a case with what was told (`told`), told on asking again after the fault was over (`again`), the
 *   requests that the client `made`, and what the far side knows of it: `requests` and `checkouts`
 * @returns {string[]} what is wrong
 */
export function judge(one) {
  return [...judgeOutcome(one), ...judgeRequests(one), ...(one.outcome === "create" ? judgeOrder(one) : [])];
}

function judgeOutcome({ expected, told, notBefore, row, outcome, place }) {
  const { error, value, ms } = told;
  const early = ms < pauseOf(row, outcome) ? [`it took ${ms} ms`] : [];
  // A wait in vain is over before its date.
  if (notBefore > told.at && error?.code !== "timeout")
    early.push(`${notBefore - told.at} ms before the date`);
  if (!expected.error)
    return error ? [`failed: ${JSON.stringify(error)}`] : [...early, ...judgeValue(value, outcome)];
  if (!error) return [`came to ${JSON.stringify(value)}`];
  const status = place.hidesRedirects && expected.error.status === 302 ? 0 : expected.error.status;
  const is = { code: error.code, retryable: error.retryable, status: error.status, id: error.errors[0]?.id };
  const should = { id: is.id, ...defined({ ...expected.error, status }) };
  const named = error.name === "CheckoutError" ? [] : [`it is a ${error.name}`];
  const traced = !status || UUID.test(error.txId) ? [] : [`the tx_id is ${error.txId}`];
  return [...early, ...named, ...traced, ...differences(is, should)];
}

const defined = (object) =>
  Object.fromEntries(
    Object.entries(object).filter(([name, value]) => value !== undefined || name === "status"),
  );

const differences = (is, should) =>
  Object.keys(should)
    .filter((name) => is[name] !== should[name])
    .map((name) => `${name} is ${is[name]} and should be ${should[name]}`);

/** While waiting there are pauses of a second anyway. */
const pauseOf = ({ pause = 0 }, outcome) => (outcome === "wait" ? 0 : pause);

function judgeValue(value, outcome) {
  const id = UUID.test(value.checkout_id) ? [] : [`checkout_id is ${value.checkout_id}`];
  const ended =
    outcome !== "wait" || value.status === "SUCCEEDED" ? [] : [`the wait ended with ${value.status}`];
  const page = outcome !== "create" || URL.canParse(value.redirect_url) ? [] : [`no redirect_url`];
  return [...id, ...ended, ...page];
}

/** Exactly as many as the client should make; and of those that arrived, which were more than it made. */
function judgeRequests({ expected, made, requests, again, row, outcome, place }) {
  const [least, most] = expected.requests;
  const sentAgain = requests.length - made.length;
  // What meets only one request is over for the client, too, when the runtime has sent that one again.
  const count = made.length - (again ? 1 : 0) + (row.times === 1 ? sentAgain : 0);
  const asOften = count >= least && count <= most ? [] : [`${count} requests, not ${least} to ${most}`];
  // The end of a wait may stop its last request before it is on its way.
  const fewest = outcome === "wait" && expected.error ? -1 : 0;
  const mayBeMore = place.sendsAgain && row.isSentAgain;
  const arrived = sentAgain >= fewest && (sentAgain <= 0 || mayBeMore);
  return arrived ? asOften : [...asOften, `${made.length} requests made, ${requests.length} arrived`];
}

/** One order, one key, one body, one checkout; and whoever asks again is given that one. */
function judgeOrder({ told, again, requests, checkouts, row }) {
  const wrong = [];
  if (keysOf(requests).length > 1) wrong.push(`${keysOf(requests).length} keys`);
  if (new Set(requests.map(({ body }) => body)).size > 1) wrong.push("the body changed");
  // Where nobody listened is another far side, and so another attempt.
  if (told.error && row.rule && told.error.idempotencyKey !== keysOf(requests)[0])
    wrong.push("the key is not told");
  if (checkouts.length > 1) wrong.push(`${checkouts.length} checkouts`);
  const { value, error } = again ?? told;
  if (error) wrong.push(`asked again: ${JSON.stringify(error)}`);
  else if (value.checkout_id !== checkouts[0]?.checkout_id) wrong.push("another checkout than was created");
  return wrong;
}
