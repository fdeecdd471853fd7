// After all other suites: nothing that was built, printed, logged, thrown or asked for holds a client secret, a token or
// anything of a buyer. What those were is known from what the far sides of the run have received.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { bundleStore } from "../../www/bundle.mjs";
import { installPacked } from "../support/packed.mjs";
import { EXCEPTIONS, withoutExceptions } from "./exceptions.mjs";
import { PLACES } from "./places.mjs";

const ROOT = new URL("../../", import.meta.url).pathname;
const FOLDER = process.env.JEELPAY_TRANSCRIPTS ?? "";
/** Shorter ones (a first name, say) are part of ordinary words. */
const SHORTEST = 6;

/** `[{ kind, value }]`, each once. */
let secrets = [];
/** Of what was printed, logged, thrown and asked for: `[run/suite/name, text]`. */
let said = [];

before(async () => {
  const files = await filesIn(FOLDER, "run").catch(() => []);
  const [kept, rest] = [files.filter(isSecrets), files.filter((file) => !isSecrets(file))];
  const lines = new Set(kept.flatMap(([, text]) => text.split("\n").filter(Boolean)));
  secrets = [...lines].map((line) => JSON.parse(line)).filter(({ value }) => value.length >= SHORTEST);
  said = rest;
});

const isOf =
  (kind) =>
  ([name]) =>
    basename(name).startsWith(kind);
const isSecrets = isOf("secrets-");

/** Bytes that are no text are compared as they are. */
const textOf = async (folder, name) => {
  const bytes = await readFile(join(folder, name));
  return [name, bytes.includes(0) ? bytes.toString("latin1") : bytes.toString("utf8")];
};

async function filesIn(folder, prefix, base = folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const read = async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path, prefix, base);
    const [, text] = await textOf(folder, entry.name);
    return entry.isFile() ? [[`${prefix}/${relative(base, path)}`, text]] : [];
  };
  return (await Promise.all(entries.map(read))).flat();
}

/** `where: the line around it`, for each secret that stands somewhere without an exception. */
function leaks(texts) {
  const isAllowed = (name, { kind, value }) =>
    EXCEPTIONS.some(
      (exception) =>
        exception.where.test(name) &&
        exception.kind === kind &&
        (exception.value === undefined || exception.value === value),
    );
  const cleared = texts.map(([name, text]) => [name, withoutExceptions(text)]);
  return cleared.flatMap(([name, text]) =>
    secrets
      .filter((secret) => text.includes(secret.value) && !isAllowed(name, secret))
      .map(({ kind, value }) => `${name}: ${kind}: ${around(text, value)}`),
  );
}

function around(text, value) {
  const at = text.indexOf(value);
  return text.slice(Math.max(0, at - 100), at + value.length + 40).replaceAll("\n", " ⏎ ");
}

test("the suites before have said something, and had secrets that they could have told", () => {
  const hint =
    "name the suites whose words are to be read: cargo xtask test edge runtimes hostile e2e secrets";
  for (const kind of ["output", "log", "url", "thrown"]) {
    assert.ok(
      said.filter(isOf(kind)).some(([, text]) => text),
      `there is no ${kind}; ${hint}`,
    );
  }
  for (const kind of ["secret", "token", "buyer", "return token"]) {
    assert.ok(
      secrets.some((secret) => secret.kind === kind),
      `there is no ${kind}; ${hint}`,
    );
  }
});

test("the package has thrown something wherever a suite has run it", () => {
  const suiteOf = ([name]) => name.split("/")[1];
  const suites = Object.keys(PLACES).filter((suite) => said.some((file) => suiteOf(file) === suite));
  assert.ok(suites.length > 0);
  const silent = suites.flatMap((suite) => {
    const thrown = said.filter((file) => suiteOf(file) === suite).filter(isOf("thrown"));
    const lines = thrown.flatMap(([, text]) => text.split("\n"));
    return PLACES[suite]
      .filter((place) => !lines.some((line) => line.startsWith(`${place}: `)))
      .map((place) => `${suite}: ${place}`);
  });
  assert.deepEqual(silent, []);
});

test("nothing that was printed, logged, thrown or asked for", () => {
  assert.deepEqual(leaks(said), []);
  const lines = said.reduce((sum, [, text]) => sum + text.split("\n").length, 0);
  console.log(`${secrets.length} secrets in none of ${lines} lines`);
});

test("no file of the package, as built and as packed", async () => {
  const project = await installPacked();
  after(project.remove);
  const packed = await filesIn(join(project.dir, "node_modules/jeelpay-checkout"), "pkg/packed");
  const built = await filesIn(join(ROOT, "pkg"), "pkg");
  assert.ok(packed.length > 10 && built.length >= packed.length);
  assert.deepEqual(leaks([...packed, ...built]), []);
});

test("no file of the store, neither its pages' nor its Worker's", async () => {
  const folder = await mkdtemp(join(tmpdir(), "store-"));
  after(() => rm(folder, { recursive: true, force: true }));
  await bundleStore(folder);
  const built = await filesIn(folder, "www");
  assert.ok(built.length > 10);
  assert.deepEqual(leaks(built), []);
});
