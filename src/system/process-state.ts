/** What the system tells of a process. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";

/** Whether a process is stopped: state `T` of proc_pid_stat(5), or of `ps`. */
export function isStopped(pid: number): boolean {
  if (process.platform === "linux") return /\) T/.test(read(`/proc/${pid}/stat`) ?? "");
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], {
    encoding: "utf8",
    timeout: 500,
  });
  return (stdout ?? "").startsWith("T");
}

/** Whether a process has a handler for a signal: `SigCgt` of proc_pid_status(5). Where it cannot be told, it is taken to have one. */
export function catches(pid: number, signal: "SIGINT" | "SIGQUIT"): boolean {
  const [, mask] = /^SigCgt:\s*([0-9a-f]+)$/m.exec(read(`/proc/${pid}/status`) ?? "") ?? [];
  if (mask === undefined) return true;
  return ((BigInt(`0x${mask}`) >> BigInt(constants.signals[signal] - 1)) & 1n) === 1n;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return undefined;
  }
}
