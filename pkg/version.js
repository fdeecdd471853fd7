// The version of the package. A test holds it equal to package.json's and the module's own.
export const VERSION = "0.1.0";
