// What a status means to the buyer: the name of what the return page shows.

const ENDS = { SUCCEEDED: "succeeded", REJECTED: "rejected", EXPIRED: "expired" };

/** Only these end the wait; any other status, even one we have never heard of, is not an end. */
export const isEnd = (status) => Object.hasOwn(ENDS, status);

export const outcomeOf = (status) => (isEnd(status) ? ENDS[status] : "pending");
