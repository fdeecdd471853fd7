// The probe's reports go where the test hears them.
export default { rewrites: async () => [{ source: "/said", destination: `${process.env.SITE}/said` }] };
