/** Who started this process. */
import { readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";
import { promisify } from "node:util";
import type { Parent } from "../ports.ts";

/**
 * The parent's name by `/proc` (Linux) or `ps` (macOS); on Windows it is not looked for. On Linux the
 * program counts, not the process's name, which is the script's for a script with `#!`.
 */
export const systemParent: Parent = {
  async name() {
    if (process.platform === "linux") return program(process.ppid);
    if (process.platform === "win32") return undefined;
    try {
      const { execFile } = await import("node:child_process");
      const { stdout } = await promisify(execFile)(
        "ps",
        ["-o", "comm=", "-p", String(process.ppid)],
        { timeout: 500 },
      );
      return stdout.trim() || undefined;
    } catch {
      return undefined;
    }
  },
};

/** Another user's program cannot be seen, its process's name can. */
function program(id: number): string | undefined {
  return (
    attempt(() => basename(readlinkSync(`/proc/${id}/exe`))) ??
    attempt(() => readFileSync(`/proc/${id}/comm`, "utf8").trim())
  );
}

function attempt(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
