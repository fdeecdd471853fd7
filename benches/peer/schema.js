// What may be sent: the fields of the two create calls, as drafts for the merchant's edge and complete for the API.
import * as z from "zod/mini";

const text = (max) => z.string().check(z.minLength(1), z.maxLength(max));
const nationalId = z.string().check(z.regex(/^[12][0-9]{9}$/, "must be 10 digits that begin with 1 or 2"));
const webAddress = z.url({ protocol: /^https?$/ });

/** SAR; what arithmetic leaves in the last bits of a double is no third decimal. */
const hasTwoDecimals = (sar) => Math.abs(sar * 100 - Math.round(sar * 100)) < 1e-6;
const amount = z
  .number()
  .check(z.nonnegative(), z.refine(hasTwoDecimals, "must have at most two decimals (SAR)"));

const halalas = (sar) => Math.round(sar * 100);
const totalFits = ({ quantity, unit_price, total_cost }) =>
  unit_price === undefined ||
  total_cost === undefined ||
  halalas(unit_price) * quantity === halalas(total_cost);

const buyer = z.object({
  first_name: z.optional(text(255)),
  last_name: z.optional(text(255)),
  mobile_number: z.string().check(z.regex(/^5[0-9]{8}$/, "must be 9 digits that begin with 5")),
  email: z.optional(z.email().check(z.maxLength(255))),
  national_id: z.optional(nationalId),
});

/** `merchants` marks what only the merchant's side may decide, which a draft leaves out. */
function schemas(merchants) {
  const item = z
    .object({
      item_name: text(50),
      quantity: z.int().check(z.positive()),
      unit_price: z.optional(amount),
      total_cost: merchants(amount),
      reference_id: z.string().check(z.minLength(1)),
      entity_id: z.optional(z.uuid()),
    })
    .check(z.refine(totalFits, { path: ["total_cost"], error: "must be unit_price × quantity" }));
  const student = z.object({
    name: text(255),
    national_id: nationalId,
    entity_id: merchants(z.uuid()),
    educational_year_id: z.uuid(),
    cost: merchants(amount),
    reference_id: z.optional(z.string()),
  });
  const order = {
    reference_id: z.optional(text(255)),
    buyer,
    urls: merchants(z.object({ redirect_url: webAddress, notification_url: webAddress })),
    metadata: z.optional(z.record(z.string(), z.unknown())),
  };
  return {
    items: z.object({ ...order, items: z.array(item).check(z.minLength(1)) }),
    schooling: z.object({ ...order, students: z.array(student).check(z.minLength(1)) }),
  };
}

export const draft = schemas(z.optional);
export const complete = schemas((schema) => schema);
