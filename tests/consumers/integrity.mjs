// A page that takes the package from elsewhere and holds each file to its value: the README's import map, with a line
// for every file, and a host that can be made to serve another one.
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { replaced, snippet } from "../readme/readme.mjs";

const ELSEWHERE = "https://cdn.example/jeelpay-checkout/";
const IMPORT_MAP = /<script type="importmap">.*?<\/script>/s;
const ONE_LINE = `"${ELSEWHERE}index.js": "sha384-…"`;

/** Puts the package elsewhere, and writes the page that takes it from there. */
export async function fromElsewhere(project, { atEnd }) {
  const cdn = await startCdn(join(project, "node_modules/jeelpay-checkout"));
  atEnd(cdn.stop);
  const values = JSON.parse(await cdn.read("gen/integrity.json"));
  const lines = Object.entries(values).map(([file, value]) => `"${ELSEWHERE}${file}": "${value}"`);
  const map = replaced(snippet("import-map.html"), ONE_LINE, lines.join(", "));
  const file = join(project, "index.html");
  const page = await readFile(file, "utf8");
  await writeFile(file, page.replace(IMPORT_MAP, () => map).replaceAll(ELSEWHERE, `${cdn.url}/`));
  return { cdn };
}

/** A host of files for pages of any origin. `swap` is a file that it serves with one character more. */
async function startCdn(root) {
  const cdn = { asked: new Set(), swap: undefined, read: (file) => readFile(join(root, file), "utf8") };
  const server = createServer(async (request, response) => {
    const file = request.url.slice(1);
    cdn.asked.add(file);
    const headers = { "content-type": "text/javascript", "access-control-allow-origin": "*" };
    response.writeHead(200, { ...headers, "cache-control": "no-store" });
    response.end((await cdn.read(file)) + (file === cdn.swap ? "\n" : ""));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(cdn, { url: `http://127.0.0.1:${server.address().port}`, stop });
}
