// The merchants' side of their checkouts: who they are to the payment provider, and what an order
// of theirs costs. Each has a handler of its own because a group at the provider sells items or
// schooling, never both.
import { createEdgeHandler, memoryLedger } from "jeelpay-checkout/edge";
import { findChild, findCourse, MOST_SEATS, SCHOOL_YEAR } from "./catalogue.js";

/** What the page may decide about an order as a whole. Anything else in its draft is dropped here. */
function orderOf({ reference_id, buyer, metadata }) {
  return { reference_id, buyer, metadata: { locale: metadata?.locale === "ar" ? "ar" : "en" } };
}

function completeItem({ reference_id, quantity }, locale) {
  const course = findCourse(reference_id);
  if (!course) throw new Error("the order names a course which is not in the catalogue");
  if (quantity > MOST_SEATS) throw new Error(`the order asks for more than ${MOST_SEATS} seats of a course`);
  return {
    item_name: course.name[locale],
    quantity,
    unit_price: course.halalas / 100,
    reference_id: course.id,
    entity_id: course.entity,
  };
}

/** The name and the number come from the family: the school files them once the plan is agreed. */
function completeStudent({ reference_id, name, national_id }) {
  const child = findChild(reference_id);
  if (!child) throw new Error("the order names a child which is not in this family");
  return {
    name,
    national_id,
    entity_id: child.entity,
    educational_year_id: SCHOOL_YEAR.id,
    cost: child.halalas / 100,
    reference_id: child.id,
  };
}

function completeCourses(draft) {
  const order = orderOf(draft);
  return { ...order, items: draft.items.map((item) => completeItem(item, order.metadata.locale)) };
}

const completeFees = (draft) => ({ ...orderOf(draft), students: draft.students.map(completeStudent) });

const handlerFor = (env, shop, own) =>
  createEdgeHandler({
    apiUrl: env.SANDBOX_URL,
    authUrl: `${env.SANDBOX_URL}/oauth2/token`,
    redirectOrigins: [env.SANDBOX_URL],
    basePath: `/${shop}/api`,
    returnUrl: ({ checkout_id }) => `/${shop}/thanks?checkout=${encodeURIComponent(checkout_id)}`,
    ledger: memoryLedger(),
    log: (line) => console.log(JSON.stringify({ shop, ...line })),
    ...own,
  });

export const courseShop = (env) =>
  handlerFor(env, "courses", {
    clientId: env.COURSES_CLIENT_ID,
    clientSecret: env.COURSES_CLIENT_SECRET,
    completeCheckout: completeCourses,
  });

export const school = (env) =>
  handlerFor(env, "school", {
    clientId: env.SCHOOL_CLIENT_ID,
    clientSecret: env.SCHOOL_CLIENT_SECRET,
    completeCheckout: completeFees,
  });
