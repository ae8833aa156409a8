/** A process with all that it started, and its end. Synchronous, so that it can be done while we end ourselves. */
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { steadyNow } from "./steady.ts";

/** How long processes have after SIGTERM, in milliseconds. */
const GRACE = 1_000;
const POLL = 20;

/**
 * Ends a process and its descendants: SIGTERM, and SIGKILL for those that are there a second later. What a
 * parent that has gone left behind is not found, unless it is in the group.
 * @param options.group the process leads a group of its own, which ends with it
 */
export function endTree(root: number, options: { readonly group: boolean }): void {
  if (process.platform === "win32")
    return void spawnSync("taskkill", ["/pid", String(root), "/t", "/f"], { stdio: "ignore" });
  const members = new Set(treeOf(root, running()));
  const tell = (signal: NodeJS.Signals): void => {
    if (options.group) kill(-root, signal);
    for (const member of members) kill(member, signal);
  };
  tell("SIGTERM");
  // What was stopped (Ctrl-Z) does not hear of it until it goes on.
  tell("SIGCONT");
  const end = steadyNow() + GRACE;
  for (;;) {
    const now = running();
    const left = [...members].filter((member) => now.has(member));
    // A member that has gone may have started another before: look again each time.
    for (const member of left) for (const each of treeOf(member, now)) members.add(each);
    if (left.length === 0) return;
    if (steadyNow() > end) return tell("SIGKILL");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL);
  }
}

/** A process and its descendants, parents first. */
function treeOf(root: number, parents: ReadonlyMap<number, number>): number[] {
  const found = [root];
  for (const one of found)
    for (const [child, parent] of parents) if (parent === one) found.push(child);
  return found;
}

/** The parent of every process that is more than a zombie: by `/proc` (proc(5)), elsewhere by `ps`. */
function running(): ReadonlyMap<number, number> {
  const lines = process.platform === "linux" ? byProc() : byPs();
  return new Map(
    lines
      .filter(([, state]) => state !== "Z" && state !== "X")
      .map(([id, , parent]) => [Number(id), Number(parent)]),
  );
}

type Line = readonly [id: string, state: string, parent: string];

function byProc(): Line[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        // The second field is the program's name in parentheses and may hold blanks.
        const stat = readFileSync(`/proc/${id}/stat`, "latin1").split(") ").at(-1) ?? "";
        const [state = "", parent = ""] = stat.split(" ");
        return [[id, state, parent] as const];
      } catch {
        return [];
      }
    });
}

function byPs(): Line[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,stat=,ppid="], { encoding: "utf8" });
  return stdout.split("\n").flatMap((line) => {
    const [id, state, parent] = line.trim().split(/\s+/);
    return id && state && parent ? [[id, state.slice(0, 1), parent] as const] : [];
  });
}

function kill(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(id, signal);
  } catch {
    // Gone, or not ours to end.
  }
}
