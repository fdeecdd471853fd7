// The package is of ES modules, which Jest takes with `node --experimental-vm-modules`, untransformed.
export default { testEnvironment: "./environment.js", setupFiles: ["./record-errors.js"], transform: {} };
