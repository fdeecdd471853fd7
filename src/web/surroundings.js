// What the glue takes from its surroundings, in place of the global names: `xtask/scripts/shrink.mjs` puts it there.

/** jsdom has neither class; under Node there is another way to them. */
const { TextDecoder, TextEncoder } = globalThis.TextDecoder ? globalThis : nodes("util");

function nodes(name) {
  return globalThis.process?.getBuiltinModule?.(name) ?? {};
}

/** Fake timers replace the global one, and whoever awaits us under them would wait for ever. */
const queueMicrotask = (task) => void Promise.resolve().then(task);

export { queueMicrotask, TextDecoder, TextEncoder };
