// The merchants' side of their checkouts: who they are to the payment provider, and what an order
// of theirs costs. Each has a handler of its own because a group at the provider sells items or
// schooling, never both.
import { CheckoutLedger } from "jeelpay-checkout/cloudflare";
import { CheckoutError, createEdgeHandler } from "jeelpay-checkout/edge";
import { findChild, findCourse, MOST_SEATS, SCHOOL_YEAR } from "./catalogue.js";

/** What the page may decide about an order as a whole. Anything else in its draft is dropped here. */
function orderOf({ reference_id, buyer, metadata }) {
  return { reference_id, buyer, metadata: { locale: metadata?.locale === "ar" ? "ar" : "en" } };
}

/** The page is told why, and at which place of its draft. */
function refuse(path, code, message) {
  throw new CheckoutError({ code: "invalid_request", message, issues: [{ path, code, message }] });
}

function completeItem({ reference_id, quantity }, at, locale) {
  const course = findCourse(reference_id) ?? refuse(`items[${at}].reference_id`, "format", "no such course");
  if (quantity > MOST_SEATS) refuse(`items[${at}].quantity`, "maximum", `at most ${MOST_SEATS} seats`);
  return {
    item_name: course.name[locale],
    quantity,
    unit_price: course.halalas / 100,
    reference_id: course.id,
    entity_id: course.entity,
  };
}

/** The name and the number come from the family: the school files them once the plan is agreed. */
function completeStudent({ reference_id, name, national_id }, at) {
  const child = findChild(reference_id) ?? refuse(`students[${at}].reference_id`, "format", "no such child");
  return {
    name,
    national_id,
    entity_id: child.entity,
    educational_year_id: SCHOOL_YEAR.id,
    cost: child.halalas / 100,
    reference_id: child.id,
  };
}

function refuseRepeated(list, entries, message) {
  const ids = new Set(entries.map(({ reference_id }) => reference_id));
  if (ids.size < entries.length) refuse(list, "format", message);
}

function completeCourses(draft, { kind }) {
  if (kind !== "items") refuse("students", "format", "no school fees here");
  refuseRepeated("items", draft.items, "each course once, with its seats");
  const order = orderOf(draft);
  return { ...order, items: draft.items.map((item, at) => completeItem(item, at, order.metadata.locale)) };
}

function completeFees(draft, { kind }) {
  if (kind !== "schooling") refuse("items", "format", "nothing but school fees here");
  refuseRepeated("students", draft.students, "each child once");
  return { ...orderOf(draft), students: draft.students.map(completeStudent) };
}

const configure = (env, shop, own) => ({
  apiUrl: env.SANDBOX_URL,
  authUrl: `${env.SANDBOX_URL}/oauth2/token`,
  redirectOrigins: [env.SANDBOX_URL],
  basePath: `/${shop}/api`,
  returnUrl: `/${shop}/thanks`,
  // Here seats would be booked and fees be marked as paid, on SUCCEEDED and on nothing else.
  onStatus: ({ reference_id, status }) => console.log(JSON.stringify({ shop, reference_id, status })),
  log: (line) => console.log(JSON.stringify({ shop, ...line })),
  ...own,
});

const courseShop = (env) =>
  configure(env, "courses", {
    clientId: env.COURSES_CLIENT_ID,
    clientSecret: env.COURSES_CLIENT_SECRET,
    completeCheckout: completeCourses,
    ledger: env.COURSES_LEDGER,
  });

const school = (env) =>
  configure(env, "school", {
    clientId: env.SCHOOL_CLIENT_ID,
    clientSecret: env.SCHOOL_CLIENT_SECRET,
    completeCheckout: completeFees,
    ledger: env.SCHOOL_LEDGER,
  });

/** The handlers by their first path segment. */
export const HANDLERS = {
  courses: (env) => createEdgeHandler(courseShop(env)),
  school: (env) => createEdgeHandler(school(env)),
};

/** Two ledgers, because the two merchants number their orders independently of each other. */
export class CoursesLedger extends CheckoutLedger {
  config() {
    return courseShop(this.env);
  }
}

export class SchoolLedger extends CheckoutLedger {
  config() {
    return school(this.env);
  }
}
