// What a run of all suites says, and what it must not say: kept while it runs, in the folder that JEELPAY_TRANSCRIPTS
// names, and compared at its end by tests/secrets. Without that folder nothing is kept.
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

const FOLDER = process.env.JEELPAY_TRANSCRIPTS;

/** Whether somebody compares. */
export const isKept = Boolean(FOLDER);

/** @param {"log" | "thrown" | "url"} kind  @param {string[]} lines */
export function keep(kind, lines) {
  append(`${kind}-${process.pid}.txt`, lines);
}

/** @param {string} place where it was thrown  @param {string[]} words of each error */
export function keepThrown(place, words) {
  keep(
    "thrown",
    words.map((one) => `${place}: ${one}`),
  );
}

/** What begins a line that tells what was thrown, where printing is the only way to tell it. */
const THROWN = "thrown: ";

/** What somebody has printed. Tells whether it was about what was thrown, and so for nobody else. */
export function keepPrinted(line) {
  const isThrown = line.startsWith(THROWN);
  if (isThrown) keep("thrown", [line.slice(THROWN.length)]);
  else keep("log", [line]);
  return isThrown;
}

/** @param {"secret" | "token" | "return token" | "buyer"} kind  @param {unknown[]} values */
export function keepSecret(kind, values) {
  const texts = values.filter((value) => typeof value === "string");
  append(
    `secrets-${process.pid}.jsonl`,
    texts.map((value) => JSON.stringify({ kind, value })),
  );
}

function append(file, lines) {
  if (!FOLDER || lines.length === 0) return;
  mkdirSync(FOLDER, { recursive: true });
  appendFileSync(join(FOLDER, file), lines.map((line) => `${line}\n`).join(""));
}

/** What a far side has received: secrets, tokens and buyers, exactly those of this run; and addresses. */
export function keepReceived(requests) {
  keep(
    "url",
    requests.map(({ method, path, query }) => `${method} ${path}?${query}`),
  );
  for (const { path, headers, body } of requests) {
    const header = (wanted) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
    keepSecret("token", [header("authorization")?.replace(/^Bearer /, "")]);
    if (path === "/oauth2/token") keepSecret("secret", [new URLSearchParams(body).get("client_secret")]);
    else keepOrder(parsed(body));
  }
}

/** The persons in a request, and the return token in its address. */
export function keepOrder(request) {
  const { buyer, students, urls } = request ?? {};
  const persons = [buyer, ...(Array.isArray(students) ? students : [])];
  const of = (person) =>
    ["first_name", "last_name", "mobile_number", "email", "national_id", "name"].map((key) => person?.[key]);
  keepSecret("buyer", persons.flatMap(of));
  keepSecret("return token", [/\/return\/([0-9a-f]+)$/.exec(urls?.redirect_url)?.[1]]);
}

function parsed(json) {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
