// Starts the store in workerd.
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Miniflare } from "miniflare";
import { bundleStore } from "./bundle.mjs";

/**
 * The store's accounts at the sandbox, which are no secret; a real one has its own in its
 * platform's secret store.
 */
const ACCOUNTS = {
  COURSES_CLIENT_ID: "sandbox-courses",
  COURSES_CLIENT_SECRET: "sandbox-courses-secret",
  SCHOOL_CLIENT_ID: "sandbox-school",
  SCHOOL_CLIENT_SECRET: "sandbox-school-secret",
};

/** What runs the store, given what `bundleStore` made of it. */
const storeOptions = ({ worker, files, modules }, { port, sandbox }) => ({
  name: "store",
  host: "localhost",
  port,
  modules,
  modulesRoot: worker,
  compatibilityDate: "2026-04-21",
  bindings: { SANDBOX_URL: new URL(sandbox).origin, ...ACCOUNTS },
  durableObjects: {
    COURSES_LEDGER: { className: "CoursesLedger", useSQLite: true },
    SCHOOL_LEDGER: { className: "SchoolLedger", useSQLite: true },
  },
  assets: {
    directory: files,
    binding: "ASSETS",
    routerConfig: { has_user_worker: true, invoke_user_worker_ahead_of_assets: true },
  },
});

/** Says where it listens. `bundling` goes to `bundleStore`. */
export async function startStore({ port, sandbox }, bundling) {
  const directory = await mkdtemp(join(tmpdir(), "store-"));
  // miniflare stops workerd and exits on a signal, and waits for nobody: at once, or never.
  process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
  const bundle = await bundleStore(directory, bundling);
  const store = new Miniflare(storeOptions(bundle, { port: Number(port), sandbox }));
  const { port: actual } = await store.ready;
  console.log(`store listening on http://localhost:${actual}`);
}
