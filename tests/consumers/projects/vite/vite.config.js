// As a shop has it whose functions are served elsewhere during development. They must see the page's own `Host`, by which
// they know that a request is of the same origin; Vite changes it when given nothing but the address.
const elsewhere = { target: process.env.SITE, changeOrigin: false };

export default { server: { proxy: { "/api": elsewhere, "/said": elsewhere } } };
