// Where the hosted page is, beside the provider's own hosts: the store says so in its page, the
// sandbox being anywhere.

export function hostedPageOrigins() {
  const origin = document.querySelector('meta[name="hosted-page-origin"]')?.content;
  return origin ? [origin] : [];
}
