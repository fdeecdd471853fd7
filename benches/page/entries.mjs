// What a page downloads, by what it imports; beside it the peer's, for the same job.
import { readFile } from "node:fs/promises";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";

const ROOT = new URL("../../", import.meta.url);
const PEER = new URL("benches/peer/index.js", ROOT).pathname;
const manifest = JSON.parse(await readFile(new URL("pkg/package.json", ROOT), "utf8"));

/** Each is a page's script, and the files that this script fetches. */
export const ENTRIES = {
  createCheckout: { ours: 'export { createCheckout } from "jeelpay-checkout"' },
  "all functions": { ours: 'export * from "jeelpay-checkout"' },
  ...(manifest.exports["./slim"] && {
    slim: {
      ours: 'export * from "jeelpay-checkout/slim"',
      fetches: [manifest.exports["./checkout.wasm"].default],
    },
  }),
};

/** It has no parts that a bundler could leave out: the schemas are one, and so is ky. */
export const PEER_SOURCE = `export * from ${JSON.stringify(PEER)}`;

/** As its merchant would publish a script. */
export const BUNDLING = {
  absWorkingDir: ROOT.pathname,
  bundle: true,
  minify: true,
  write: false,
  format: "esm",
  platform: "browser",
  target: "es2022",
  logLevel: "error",
};

export async function bundle(contents, options = {}) {
  const stdin = { contents, resolveDir: ROOT.pathname };
  const { outputFiles } = await build({ ...BUNDLING, stdin, ...options });
  return outputFiles[0].contents;
}

/** As small as brotli can: pages are compressed once and served often. */
export const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });

/** The bytes that a first visit downloads. */
async function weight(source, fetches = []) {
  const files = fetches.map((file) => readFile(new URL(`pkg/${file}`, ROOT)));
  const all = await Promise.all([bundle(source), ...files]);
  return all.reduce((sum, bytes) => sum + brotli(bytes).length, 0);
}

/** `{ [entry]: bytes }`, and the peer's. */
export async function weights() {
  const entries = Object.entries(ENTRIES);
  const [peer, ...ours] = await Promise.all([
    weight(PEER_SOURCE),
    ...entries.map(([, { ours, fetches }]) => weight(ours, fetches)),
  ]);
  return { peer, ours: Object.fromEntries(entries.map(([name], index) => [name, ours[index]])) };
}
