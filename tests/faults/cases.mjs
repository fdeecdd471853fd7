// The matrix, case by case: a row of the table for one of the four calls.
import { COURSES, SCHOOL } from "../support/sandbox.mjs";
import { ITEMS, SCHOOLING } from "../runtimes/requests.mjs";
import { ROWS } from "./table.mjs";

/** The four calls: with whose credentials, by which method, and of which outcome of a row. */
const CALLS = [
  { name: "create items", outcome: "create", group: COURSES, method: "createCheckout", order: ITEMS },
  {
    name: "create schooling",
    outcome: "create",
    group: SCHOOL,
    method: "createSchoolingCheckout",
    order: { ...SCHOOLING, metadata: ITEMS.metadata },
  },
  { name: "get", outcome: "get", group: COURSES, method: "getCheckout", order: ITEMS },
  { name: "wait", outcome: "wait", group: COURSES, method: "waitForCheckout", order: ITEMS },
];

/** Long enough for three attempts that are not answered; and too short for them, where the wait is in vain, in ms. */
const PATIENT = 20_000;
const SHORT = 3_500;

/** Every case once; each has an order of its own. */
export const casesFor = (place) =>
  ROWS.flatMap((row, number) =>
    CALLS.filter((call) => row[call.outcome]).map((call) => ({
      ...call,
      row,
      expected: row[call.outcome],
      order: { ...call.order, reference_id: `${place} ${number} ${call.name}` },
      callOptions: callOptions(call, row[call.outcome]),
    })),
  );

function callOptions({ outcome }, { error }) {
  if (outcome === "create") return { redirect: false };
  if (outcome === "wait") return { timeout: error?.code === "timeout" ? SHORT : PATIENT };
  return {};
}
