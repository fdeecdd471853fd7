// How the module is loaded: on the first call and not at import, so that a server can import this package.
import { wasmUnavailable } from "./error.js";

/**
 * Where bytes may be compiled (pages, Node, Deno, Bun): once for all callers, and again after a failure,
 * which may have been a passing one.
 */
export function lazily(glue, bytes) {
  let loading;
  return () => (loading ??= compile(glue, bytes).catch(forgotten));

  function forgotten(cause) {
    loading = undefined;
    throw cause;
  }
}

async function compile(glue, bytes) {
  if (typeof WebAssembly !== "object")
    throw wasmUnavailable("this browser is too old: it has no WebAssembly");
  try {
    const held = await bytes();
    glue.initSync({ module: held instanceof WebAssembly.Module ? held : await WebAssembly.compile(held) });
    return glue;
  } catch (cause) {
    throw wasmUnavailable(explain(cause), cause);
  }
}

/**
 * Where only a module that was compiled at deployment may be used (workerd). It is instantiated in one go:
 * a promise made during one request must not be awaited by another there.
 */
export function atOnce(glue, module) {
  let isReady = false;
  return () => {
    if (!isReady) glue.initSync({ module });
    isReady = true;
    return glue;
  };
}

/** What follows from the engine's own words. */
function explain(cause) {
  if (/content security policy|\bCSP\b|unsafe-eval|wasm-eval/i.test(cause?.message)) {
    return "the page's Content-Security-Policy blocks WebAssembly: add 'wasm-unsafe-eval' to its script-src";
  }
  if (cause instanceof WebAssembly.CompileError) {
    return "this engine is too old (Safari 16.4, Chrome 97, Firefox 102 or newer is needed), or the module is damaged";
  }
  return "the module could not be loaded; try again";
}
