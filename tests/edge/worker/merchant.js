// Asks the merchant: a question goes to the test, and what it throws is thrown here.
import { CheckoutError } from "jeelpay-checkout/edge";

export const asking = (env) => async (name, question) => {
  const body = JSON.stringify(question);
  const reply = await fetch(`${env.MERCHANT_URL}/${name}`, { method: "POST", body });
  const { value, thrown } = await reply.json();
  if (thrown?.isForeign) throw Object.assign(new Error(thrown.message), { code: thrown.code });
  if (thrown?.code) throw new CheckoutError(thrown);
  if (thrown) throw new Error(thrown.message);
  return value;
};
