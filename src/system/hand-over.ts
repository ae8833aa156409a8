/** Hands the terminal, the descriptors and the signals over to a program, and takes them back when it has ended. */
import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import type { HandOver, HandedOver } from "../ports-exec.ts";
import { descriptors } from "./descriptors.ts";
import { isForeground } from "./foreground.ts";
import { lendSignals } from "./lent-signals.ts";
import { noteModes } from "./terminal-modes.ts";

/** The port `Exec`. Node 20 cannot replace itself (execve), so we wait, and stand in nobody's way. */
export function systemExec({ command, environment }: HandOver): Promise<HandedOver> {
  const putBack = isForeground() ? noteModes() : () => undefined;
  return new Promise((resolve) => {
    const [file, ...words] = command;
    let child: ChildProcess;
    try {
      child = spawn(file, words, { env: { ...environment }, stdio: descriptors() });
    } catch (error) {
      resolve(unstarted(error));
      return;
    }
    const loan = lendSignals(child);
    child.once("error", (error) => {
      loan.end();
      resolve(unstarted(error));
    });
    child.once("exit", (status, signal) => {
      loan.end();
      if (signal === null) return resolve({ why: "ended", status: status ?? 1 });
      putBack();
      if (signal === "SIGINT" && loan.interrupted()) endInterrupted();
      resolve({ why: "killed", signal, status: 128 + constants.signals[signal] });
    });
  });
}

function unstarted(error: unknown): HandedOver {
  const { code = "unknown error" } = error as NodeJS.ErrnoException;
  // An empty name, or one with a NUL, is refused by Node before it looks.
  const missing = code === "ENOENT" || code === "ERR_INVALID_ARG_VALUE";
  return { why: missing ? "missing" : "not-executable", reason: code };
}

/** A shell ends its loop on Ctrl-C only if what it waited for was killed by it: a status of 130 does not do. */
function endInterrupted(): void {
  process.once("exit", () => {
    process.removeAllListeners("SIGINT");
    process.kill(process.pid, "SIGINT");
  });
}
