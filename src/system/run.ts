/** Runs programs, and sees to it that nothing of what we have to end is left. */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import type { Ended, Invocation } from "../ports-run.ts";
import { endTree } from "./process-tree.ts";
import { noteModes } from "./terminal-modes.ts";

/** What a program may print, in bytes. */
const MOST = 1024 * 1024;
/** When a program has ended, how long for the rest of its output: a child of its own may hold the pipe. Milliseconds. */
const LATE = 300;

/** The port {@link Run}. A program that may ask stays in our process group, which is the terminal's foreground group. */
export function systemRun(invocation: Invocation): Promise<Ended> {
  const { mayAsk, limit, signal, stdin, reply } = invocation;
  const putBack = mayAsk ? noteModes() : () => undefined;
  return new Promise((resolve) => {
    const said = { stdout: "", stderr: "" };
    let [why, over]: [Ended["why"], boolean] = ["itself", false];
    const child = started(invocation);
    const tell = byLine(invocation.told);
    const done = (status: number | null, killedBy: string | null): void => {
      if (over) return;
      over = true;
      for (const timer of [limiter, late]) clearTimeout(timer);
      process.removeListener("exit", cancel);
      process.removeListener("SIGCONT", startAnew);
      signal?.removeEventListener("abort", cancel);
      for (const stream of [child?.stdout, child?.stderr, child?.stdin]) stream?.destroy();
      if (status !== 0) putBack();
      resolve({ why, status: status ?? undefined, killedBy: killedBy ?? undefined, ...said });
    };
    let limiter: NodeJS.Timeout | undefined;
    let late: NodeJS.Timeout | undefined;
    const end = (reason: Ended["why"]): void => {
      if (over || why !== "itself" || child?.pid === undefined) return;
      why = reason;
      if (child.exitCode === null && child.signalCode === null)
        endTree(child.pid, { group: isLeader(invocation) });
      putBack();
      late = setTimeout(() => done(null, null), LATE);
    };
    const cancel = (): void => end("cancelled");
    // Time in which we were stopped (Ctrl-Z) is not the program's.
    const startAnew = (): void => {
      clearTimeout(limiter);
      limiter = setTimeout(() => end("limit"), limit);
    };
    let line = "";
    const converse = (text: string): void => {
      if (reply === undefined || over) return;
      const [first = "", ...others] = text.split("\n");
      line += first;
      for (const next of others) {
        const written = reply(line.replace(/\r$/, ""));
        if (written !== undefined) child?.stdin?.write(written);
        line = next;
      }
    };
    if (child === undefined) {
      why = "missing";
      return done(null, null);
    }
    startAnew();
    process.on("SIGCONT", startAnew);
    // A signal that ends us is an exit to `main.ts`: this is done on the way out.
    process.once("exit", cancel);
    signal?.addEventListener("abort", cancel);
    for (const name of ["stdout", "stderr"] as const)
      child[name]?.setEncoding("utf8").on("data", (text: string) => {
        said[name] += text;
        if (name === "stderr") tell(text);
        if (said[name].length > MOST) end("overflow");
        else if (name === "stdout") converse(text);
      });
    child.once("error", () => {
      why = "missing";
      done(null, null);
    });
    child.once("close", done);
    child.once("exit", (...how) => {
      clearTimeout(limiter);
      late = setTimeout(() => done(...how), LATE);
    });
    // Whoever does not read its input may be gone before it is written.
    child.stdin?.on("error", () => undefined);
    if (reply === undefined) child.stdin?.end(stdin);
    if (signal?.aborted === true) cancel();
  });
}

/** Takes text as it comes and tells its lines. */
function byLine(told: Invocation["told"]): (text: string) => void {
  let rest = "";
  return (text) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? "";
    for (const line of lines) told?.(line);
  };
}

/** @returns `undefined` where there is no such program as the text says, as with a NUL in it */
function started(invocation: Invocation): ChildProcess | undefined {
  const { command, environment, stdin, reply, stderr } = invocation;
  const options: SpawnOptions = {
    env: { ...environment },
    stdio: [
      stdin === undefined && reply === undefined ? "ignore" : "pipe",
      "pipe",
      stderr === "ours" ? "inherit" : stderr === "collected" ? "pipe" : "ignore",
    ],
    detached: isLeader(invocation),
    windowsHide: !invocation.mayAsk,
  };
  try {
    if (typeof command === "string") return spawn(command, { ...options, shell: true });
    const [file, ...words] = command;
    return spawn(file, words, options);
  } catch {
    return undefined;
  }
}

/** Whether the program leads a session of its own; on Windows that would open a window. */
function isLeader({ mayAsk }: Invocation): boolean {
  return !mayAsk && process.platform !== "win32";
}
