// Imported before the package, whose module is then watched.
import { watchModules } from "./calls.js";

export const moduleBytes = watchModules();
