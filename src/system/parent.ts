/** Who started this process. */
import { readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";
import { promisify } from "node:util";
import type { Parent } from "../ports.ts";

/** The words of `sh -c` whose text evaluates nothing: what it prints is for whoever started it. */
const PLAIN_COMMAND = /^(?:[^\0]*\/)?sh\0-c\0[^\0;|&<>`$()\n]*\0$/;

/** A process above us. */
interface Ancestor {
  readonly name: string;
  /** Its parent's id. */
  readonly parent: number;
  /** It is `sh -c` with one plain command, by which npx starts programs; only known on Linux. */
  readonly runsCommand?: boolean;
}

/** How many processes are looked at: enough for `sudo env timeout …`, not the way to the first one. */
const MOST = 8;

/**
 * The parent's name by `/proc` (Linux) or `ps` (macOS); on Windows it is not looked for. On Linux the
 * program counts, not the process's name, which is the script's for a script with `#!`.
 */
export const systemParent: Parent = {
  async name(isPassedOver) {
    if (process.platform === "win32") return undefined;
    let id = process.ppid;
    for (let seen = 0; seen < MOST && id > 0; seen += 1) {
      const ancestor = process.platform === "linux" ? inProc(id) : await byPs(id);
      if (ancestor === undefined) return undefined;
      if (!isPassedOver(ancestor.name) && !isOfNpx(ancestor, isPassedOver)) return ancestor.name;
      id = ancestor.parent;
    }
    return undefined;
  },
};

/** Not every sh replaces itself with the program that it is to run. */
function isOfNpx(
  { runsCommand, parent }: Ancestor,
  isPassedOver: (name: string) => boolean,
): boolean {
  return runsCommand === true && isPassedOver("node") && inProc(parent)?.name === "node";
}

/** Another user's program cannot be seen, its process's name can. */
function inProc(id: number): Ancestor | undefined {
  // proc_pid_stat(5): `id (name) state parent …`; the name may hold anything.
  const [, own = "", parent = ""] =
    /\((.*)\) \S+ (\d+) /s.exec(attempt(() => readFileSync(`/proc/${id}/stat`, "utf8")) ?? "") ??
    [];
  const name = attempt(() => basename(readlinkSync(`/proc/${id}/exe`))) ?? own;
  if (name === "") return undefined;
  const words = attempt(() => readFileSync(`/proc/${id}/cmdline`, "utf8")) ?? "";
  return { name, parent: Number(parent), runsCommand: PLAIN_COMMAND.test(words) };
}

async function byPs(id: number): Promise<Ancestor | undefined> {
  try {
    const { execFile } = await import("node:child_process");
    const words = ["-o", "ppid=", "-o", "comm=", "-p", String(id)];
    const { stdout } = await promisify(execFile)("ps", words, { timeout: 500 });
    const [, parent = "", name = ""] = /^\s*(\d+)\s+(.*\S)/.exec(stdout) ?? [];
    return name === "" ? undefined : { name, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

function attempt(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
