// A page that has the package as `jeelpay`, in Chromium, and a hosted page beside it.
import { createServer } from "node:http";
import { build } from "esbuild";
import { launchChromium } from "../support/chromium.mjs";

const ROOT = new URL("../..", import.meta.url).pathname;

const BODIES = {
  "/": '<!doctype html><link rel="icon" href="data:," /><script src="/script.js"></script>',
  "/framed": '<!doctype html><link rel="icon" href="data:," /><iframe src="/"></iframe>',
  "/hosted": '<!doctype html><link rel="icon" href="data:," />The hosted page',
};

export async function openSite() {
  const [browser, script] = await Promise.all([launchChromium(), bundle()]);
  const server = createServer(({ url }, response) => {
    const type = url === "/script.js" ? "text/javascript" : "text/html";
    response.setHeader("content-type", type).end(url === "/script.js" ? script : BODIES[url]);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    newPage: () => browser.newPage(),
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** A script that gives a page all that the package exports, as `jeelpay`. */
export async function bundle() {
  const { outputFiles } = await build({
    stdin: { contents: 'export * from "jeelpay-checkout"', resolveDir: ROOT },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "jeelpay",
    platform: "browser",
  });
  return outputFiles[0].text;
}
