/** Fakes of timers, of turns and of the program's own place. */
import type { Note, ProcessPorts, Program, Taken } from "../../src/ports-process.ts";

/** A timer that was set. */
export interface FakeTimer {
  readonly milliseconds: number;
  readonly act: () => void;
}

/** How the fakes differ from a machine with no other process. */
export interface FakeProcesses {
  /** The timers that are set, to be looked at and called by hand; none goes off by itself. */
  readonly timers?: Set<FakeTimer>;
  /** What `take` gives, one after the other; then the turn is free. */
  readonly turns?: (() => Taken)[];
  /** What the last one left. */
  readonly note?: () => Note | undefined;
  readonly program?: Program;
}

/** The fakes. */
export function fakeProcessPorts(options: FakeProcesses): ProcessPorts {
  const { timers = new Set(), turns = [], note = () => undefined } = options;
  const free: Taken = { mine: true, giveBack: () => undefined };
  return {
    timer: (milliseconds, act) => {
      const timer = { milliseconds, act };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    userId: 1000,
    turns: async () => ({ take: () => turns.shift()?.() ?? free, note }),
    program: async () =>
      options.program ?? { node: "/usr/bin/node", script: "/usr/local/bin/awsmfa" },
  };
}
