// Node scripts that listen, and are killed in the middle of what they do, with everything that they started.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const LISTENING = / listening on (http:\S+)$/;

/** Starts a script and waits until it says where it listens. `kill` leaves it no time for anything. */
export async function startKillable(script, args) {
  const stdio = ["ignore", "pipe", "inherit"];
  const child = spawn(process.execPath, [script, ...args], { stdio, detached: true });
  const ended = once(child, "close");
  // A process group of its own: the leader's id, negated, names all of it.
  const killNow = () => process.kill(-child.pid, "SIGKILL");
  process.once("exit", killNow);
  const kill = async () => {
    process.off("exit", killNow);
    killNow();
    await ended;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url] = LISTENING.exec(line) ?? [];
    if (url) return { url, kill };
  }
  throw new Error(`${script} has ended before it listened`);
}
