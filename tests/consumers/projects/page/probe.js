// Watches a page from its first moment: what it asks of the engine and of the network, and whether it says anything.
{
  /** Of what all browsers say that they are, the one that they are. */
  const [ENGINE] = /Firefox|Chrom|Safari/.exec(navigator.userAgent);
  /** What a beacon carries at least, in characters. */
  const MOST = 10_000;
  const told = { compiled: 0, fetched: 0, failNext: false };
  globalThis.probe = {
    /** What has been done so far, and left behind. */
    seen: () => ({
      compiled: told.compiled,
      fetched: told.fetched,
      stored: localStorage.length + sessionStorage.length,
      cookies: document.cookie,
    }),
    /** The engine's next attempt fails, as when memory is short. */
    failNext: () => (told.failNext = true),
    /** What the package throws is reported, too; but not as something that the page says. */
    sayThrown: (words) => say(`thrown: page in ${ENGINE}:`, words.slice(0, MOST)),
  };

  for (const name of ["compile", "compileStreaming", "instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = (...args) => {
      told.compiled += 1;
      if (!told.failNext) return original.apply(WebAssembly, args);
      told.failNext = false;
      return Promise.reject(new RangeError("out of memory"));
    };
  }
  for (const name of ["Module", "Instance"]) {
    WebAssembly[name] = new Proxy(WebAssembly[name], {
      construct: (target, args) => ((told.compiled += 1), Reflect.construct(target, args)),
    });
  }
  const { fetch } = globalThis;
  globalThis.fetch = (...args) => ((told.fetched += 1), fetch(...args));

  // A beacon arrives also when the page is left right after it.
  const say = (...words) => navigator.sendBeacon("/said", words.map(String).join(" "));
  for (const level of ["debug", "error", "info", "log", "trace", "warn"]) {
    console[level] = (...words) => say(`console.${level}`, ...words);
  }
  addEventListener("error", ({ message }) => say("error", message));
  addEventListener("unhandledrejection", ({ reason }) => say("unhandled rejection", reason));
  addEventListener("securitypolicyviolation", ({ violatedDirective }) => say("policy", violatedDirective));
}
