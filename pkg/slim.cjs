// For callers in CommonJS. It hands out the one module that there is, so nothing exists twice.
module.exports = require("./slim.js");
