// Imported before anything else of a bundle: prints what the package throws, for whoever keeps what the script prints.
import { recordErrors } from "./record.js";

const place = typeof document === "undefined" ? "workerd" : "page";

recordErrors((words) => console.log(`thrown: ${place}: ${words}`));
