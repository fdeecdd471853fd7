import { handlerFor } from "../../../../merchant";

const handler = handlerFor(process.env.SANDBOX);

export const GET = (request) => handler(request);
export const POST = GET;
