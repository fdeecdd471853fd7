// node --import in-node.mjs: keeps what the package throws in a process of Node's.
import { keepThrown } from "../transcript.mjs";
import { recordErrors } from "./record.js";

/** Written at the end: while a test has its way with the platform's prototypes, files cannot be. */
const thrown = [];
process.once("exit", () => keepThrown("Node", thrown));

recordErrors((words) => thrown.push(words));
