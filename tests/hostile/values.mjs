// Values that nobody should pass, and somebody will.

const nothing = () => {};

const lazily = (make) => {
  let made;
  return () => (made ??= make());
};

/** A handler whose every trap throws. */
export const throwing = Object.fromEntries(
  Object.getOwnPropertyNames(Reflect).map((trap) => [
    trap,
    () => {
      throw new Error(`the trap ${trap}`);
    },
  ]),
);

const revoked = (target) => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};

const rejected = (reason) => {
  const promise = Promise.reject(reason);
  promise.catch(nothing); // handled: what is tested is who adopts it
  return promise;
};

const nested = (depth) => {
  let value = 1;
  while (depth--) value = [value];
  return value;
};

const cyclic = () => {
  const value = { list: [] };
  value.self = value.list[0] = value;
  return value;
};

/** Objects without an end: every member is another one. */
const endless = () =>
  new Proxy(
    {},
    {
      ownKeys: () => ["a", "b"],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }),
      get: (_target, key) => (key === "a" || key === "b" ? endless() : undefined),
    },
  );

const tampered = (member, value) => Object.defineProperty(Promise.resolve(1), member, { value });
const trap = (member) => ({
  get [member]() {
    throw new Error(`the getter ${member}`);
  },
});
const fail = () => {
  throw new Error("called");
};
const detached = () => {
  const buffer = new ArrayBuffer(8);
  structuredClone(buffer, { transfer: [buffer] });
  return buffer;
};
const huge = lazily(() => "x".repeat(100_000_000));
const surrogates = lazily(() => "\ud800".repeat(1_000_000));

const PRIMITIVES = {
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  false: () => false,
  zero: () => 0,
  "minus one": () => -1,
  "a fraction": () => 1.5,
  NaN: () => NaN,
  Infinity: () => Infinity,
  "the largest double": () => Number.MAX_VALUE,
  "the smallest double": () => Number.MIN_VALUE,
  "a BigInt": () => 7n,
  "a huge BigInt": () => 10n ** 400n,
  "an empty text": () => "",
  "a short text": () => "x",
  "a text of NUL": () => "\0",
  "a lone surrogate": () => "a\udfffb",
  "many lone surrogates": surrogates,
  "a huge text": huge,
  "a format string": () => "%s%n{}$`\\u0000__proto__",
  "a symbol": () => Symbol("x"),
  "a well-known symbol": () => Symbol.iterator,
};

const OBJECTS = {
  "an object": () => ({}),
  "an array": () => [],
  "an array of undefined": () => [undefined, , null],
  "a sparse array": () => Array(1e9),
  "a long array": lazily(() => Array(250_000).fill(0)),
  "an array of symbols": () => Array(500).fill(Symbol("x")),
  "an object of many keys": lazily(() =>
    Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [i, i])),
  ),
  "a long key": lazily(() => ({ ["k".repeat(2_000_000)]: Array(100).fill(NaN) })),
  "a cycle": cyclic,
  "a deep array": () => nested(5_000),
  "an endless object": endless,
  "no prototype": () => Object.create(null),
  "a null-prototype thenable": () => Object.assign(Object.create(null), { then: fail }),
  "a getter that throws": () => trap("x"),
  "an iterator that throws": () => ({ [Symbol.iterator]: fail }),
  "an iterator getter that throws": () => trap(Symbol.iterator),
  "a length that throws": () => Object.defineProperty([1], "0", { get: fail }),
  "conversions that throw": () => ({
    toString: fail,
    valueOf: fail,
    toJSON: fail,
    [Symbol.toPrimitive]: fail,
  }),
  "a tag that throws": () => trap(Symbol.toStringTag),
  "a constructor that throws": () => trap("constructor"),
  "a proxy of an object": () => new Proxy({}, throwing),
  "a proxy of an array": () => new Proxy([], throwing),
  "a proxy of a date": () => new Proxy(new Date(0), {}),
  "a revoked object": () => revoked({}),
  "a revoked array": () => revoked([]),
  "a proxy that lies": () => new Proxy([1], { get: (target, key) => (key === "length" ? -7 : target[key]) }),
  "a date": () => new Date(0),
  "an invalid date": () => new Date(NaN),
  "a false date": () => Object.create(Date.prototype),
  "a URL": () => new URL("https://shop.example/x"),
  "a false URL": () => Object.create(URL.prototype),
  "a Map": () => new Map([["a", 1]]),
  "a Set": () => new Set([1]),
  "a WeakMap": () => new WeakMap(),
  "a regular expression": () => /x/g,
  "an error": () => new Error("x", { cause: 1 }),
  "a boxed text": () => new String("x"),
  "a boxed number": () => new Number(7),
  "a boxed symbol": () => Object(Symbol("x")),
  "a buffer": () => new ArrayBuffer(8),
  "a detached buffer": detached,
  "a false buffer": () => Object.create(ArrayBuffer.prototype),
  bytes: () => new Uint8Array([1, 2, 3]),
  "detached bytes": () => {
    const bytes = new Uint8Array(8);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    return bytes;
  },
  "false bytes": () => Object.create(Uint8Array.prototype),
  "a proxy of bytes": () => new Proxy(new Uint8Array(3), throwing),
  "shared memory": () => new SharedArrayBuffer(8),
  "a response": () => new Response("x"),
  "a request": () => new Request("https://shop.example/"),
  "a signal": () => new AbortController().signal,
  "an aborted signal": () => AbortSignal.abort(Symbol("x")),
  "a signal that throws": () => ({ aborted: false, addEventListener: fail, removeEventListener: fail }),
  "a signal that lies": () => ({
    reads: 0,
    get aborted() {
      if (this.reads++ > 1) throw new Error("the getter aborted");
      return false;
    },
    addEventListener: (_type, listener) => listener(),
  }),
  "a generator": () => (function* () {})(),
  arguments: () =>
    (function () {
      return arguments;
    })(1, 2),
  "the global object": () => globalThis,
  "a namespace": () => Reflect,
  "a key called __proto__": () => JSON.parse('{"__proto__":{"x":1},"constructor":{"prototype":{}}}'),
};

const PROMISES = {
  "a promise": () => Promise.resolve("x"),
  "a pending promise": () => new Promise(nothing),
  "a rejected promise": () => rejected(new Error("x")),
  "a promise rejected with nothing": () => rejected(undefined),
  "a thenable": () => ({ then: (resolve) => resolve("x") }),
  "a thenable that throws": () => ({ then: fail }),
  "a thenable that never calls back": () => ({ then: nothing }),
  "a thenable that calls back twice": () => ({
    then: (resolve, reject) => {
      resolve(1);
      reject(2);
      throw 3;
    },
  }),
  "a thenable of itself": () => ({
    then(resolve) {
      resolve("x");
      resolve(this);
    },
  }),
  "a then that throws": () => trap("then"),
  "a promise whose then was tampered with": () => tampered("then", fail),
  "a promise whose then is no function": () => tampered("then", 7),
  "a promise whose constructor was tampered with": () => tampered("constructor", { [Symbol.species]: fail }),
  "a false promise": () => Object.create(Promise.prototype),
  "a promise of a proxy": () =>
    Promise.resolve(new Proxy(function () {}, { get: (_t, key) => (key === "then" ? undefined : 1) })),
};

const FUNCTIONS = {
  "a function": () => nothing,
  "an async function": () => async () => {},
  "a function that throws": () => fail,
  "a class": () => class {},
  "a generator function": () => function* () {},
  "a bound function": () => fail.bind(null),
  "a proxy of a function": () => new Proxy(nothing, throwing),
  "a revoked function": () => revoked(nothing),
};

/** [name, function that makes a fresh one] of every hostile value. */
export const VALUES = Object.entries({ ...PRIMITIVES, ...OBJECTS, ...PROMISES, ...FUNCTIONS });

/** Those that are cheap to read, for the products of several. */
const COSTLY = [
  "a huge text",
  "many lone surrogates",
  "a long array",
  "an object of many keys",
  "a long key",
];
export const CHEAP = VALUES.filter(([name]) => !COSTLY.includes(name));
