/** Whether this process may ask on its terminal. */
import { readFileSync } from "node:fs";

/**
 * Whether this process is in the foreground group of its controlling terminal; setting raw mode from
 * outside it stops the process (SIGTTOU). By `/proc/self/stat` (proc(5): field 5 `pgrp`, field 8 `tpgid`)
 * or the `+` of `ps -o stat`. Where neither can be had, as on Windows, it is taken to be.
 */
export function isForeground(): boolean {
  if (process.platform === "win32") return true;
  return process.platform === "linux" ? byProc() : byPs();
}

function byProc(): boolean {
  try {
    // The second field is the program's name in parentheses and may hold blanks.
    const fields = readFileSync("/proc/self/stat", "latin1").split(") ").at(-1)?.split(" ") ?? [];
    const [, , group, , , foreground] = fields;
    return group === foreground;
  } catch {
    return true;
  }
}

function byPs(): boolean {
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const words = ["-o", "stat=", "-p", String(process.pid)];
  const { stdout } = spawnSync("ps", words, { encoding: "utf8", timeout: 500 });
  return (stdout ?? "") === "" || stdout.includes("+");
}
