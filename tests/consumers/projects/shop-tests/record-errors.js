// Keeps what the package throws while the shop's tests run, in their realm.
import { appendFileSync } from "node:fs";
import { recordErrors } from "./record.js";

const { JEELPAY_TRANSCRIPTS, PLACE } = process.env;

recordErrors((words) => {
  if (JEELPAY_TRANSCRIPTS)
    appendFileSync(`${JEELPAY_TRANSCRIPTS}/thrown-${process.pid}.txt`, `${PLACE}: ${words}\n`);
});
