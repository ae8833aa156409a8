/** The signals of this process, lent to a child for as long as it runs. */
import type { ChildProcess } from "node:child_process";
import { isForeground } from "./foreground.ts";
import { catches, isStopped } from "./process-state.ts";

/** Sent on whoever sent them. */
const PLAIN = ["SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGCONT"] as const;
/** The terminal sends these to all of its foreground group. */
const BY_TERMINAL = ["SIGINT", "SIGQUIT"] as const;

/** A loan of signals. */
export interface Loan {
  /** Whether SIGINT came meanwhile. */
  interrupted(): boolean;
  /** Everything is as it was. */
  end(): void;
}

/**
 * Until it is ended, no signal does to us what it did before: it is sent on. If the child stops (Ctrl-Z in `less`, which stops
 * only itself), we stop as well, so that the shell sees it.
 */
export function lendSignals(child: ChildProcess): Loan {
  let interrupted = false;
  const send = (signal: NodeJS.Signals): void => void child.kill(signal);
  const handlers: [NodeJS.Signals, () => void][] =
    process.platform === "win32"
      ? // Ctrl-C reaches everybody at the console.
        [["SIGINT", () => undefined]]
      : [
          ...PLAIN.map((name): [NodeJS.Signals, () => void] => [name, () => send(name)]),
          ...BY_TERMINAL.map((name): [NodeJS.Signals, () => void] => [
            name,
            () => {
              interrupted ||= name === "SIGINT";
              if (!hasReached(child, name)) send(name);
            },
          ]),
          ["SIGCHLD", () => stopWith(child)],
        ];
  const before = handlers.map(([name]) => process.rawListeners(name) as (() => void)[]);
  handlers.forEach(([name, handle], at) => change(name, before[at] ?? [], [handle]));
  // It may have stopped before anybody listened.
  if (process.platform !== "win32") stopWith(child);
  return {
    interrupted: () => interrupted,
    end: () => handlers.forEach(([name, handle], at) => change(name, [handle], before[at] ?? [])),
  };
}

/** Those that come are there before those that go have gone, so that no signal finds nobody. */
function change(
  name: NodeJS.Signals,
  going: readonly (() => void)[],
  coming: readonly (() => void)[],
): void {
  for (const each of coming) process.on(name, each);
  for (const each of going) process.removeListener(name, each);
}

/**
 * Who sent a signal cannot be told in Node. In the foreground of a terminal it is taken to be the terminal, which
 * sends it to the child too; a second one would be felt (Terraform breaks off) only by a child that catches it.
 */
function hasReached({ pid }: ChildProcess, name: "SIGINT" | "SIGQUIT"): boolean {
  return pid !== undefined && isForeground() && catches(pid, name);
}

/** How long a child must have stood still: when both of us are continued, it may be a moment later. Milliseconds. */
const MOMENT = 20;

function stopWith({ pid }: ChildProcess): void {
  if (pid === undefined || !isForeground() || !isStopped(pid)) return;
  setTimeout(() => {
    // Where nobody could continue us (an orphaned group), the system ignores this signal.
    if (isForeground() && isStopped(pid)) process.kill(process.pid, "SIGTSTP");
  }, MOMENT);
}
