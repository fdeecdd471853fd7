// The version of the package. A test holds it equal to package.json's and the crate's.
export const VERSION = "0.1.0";
