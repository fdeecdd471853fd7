// Processes that listen: started, waited for, and stopped with everything that they started.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { keepPrinted } from "./transcript.mjs";

const GRACE_MS = 5_000;

/**
 * Starts a process and waits for the first line that matches `ready`; its first group is the address. Without `ready`,
 * it only waits until there is a process.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {RegExp} [ready]
 * @param {{ cwd?: string, env?: Record<string, string>, hear?: (line: string) => void }} [options] `hear` is told
 * each line
 * @returns {Promise<{ url?: string, stop(): Promise<void> }>}
 */
export async function startProcess(command, args, ready, { cwd, env, hear } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // a process group of its own, so that stopping reaches its children too
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const stop = () => stopGroup(child, ended);
  try {
    const url = await (ready ? firstMatch(child, ready, hear) : begun(child));
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function begun(child) {
  child.stdout.resume();
  child.stderr.resume();
  return new Promise((resolve, reject) => child.once("spawn", resolve).once("error", reject));
}

function firstMatch(child, ready, hear) {
  return new Promise((resolve, reject) => {
    const lines = [];
    const read = (line) => {
      const match = ready.exec(line);
      if (match) resolve(match[1]);
      if (keepPrinted(line)) return;
      lines.push(line);
      hear?.(line);
    };
    createInterface({ input: child.stdout }).on("line", read);
    createInterface({ input: child.stderr }).on("line", read);
    child.once("error", reject);
    child.once("close", (code, signal) => {
      const said = lines.slice(-20).join("\n");
      reject(new Error(`${child.spawnfile} ended (${signal ?? code}) before it was ready:\n${said}`));
    });
  });
}

async function stopGroup(child, ended) {
  if (child.pid === undefined) return;
  signalGroup(child.pid, "SIGTERM");
  const kill = setTimeout(() => signalGroup(child.pid, "SIGKILL"), GRACE_MS);
  await ended;
  clearTimeout(kill);
}

function signalGroup(leader, signal) {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error; // gone already
  }
}
