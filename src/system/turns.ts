/**
 * The port {@link Turns}. A turn is a folder, and the one entry in it, the slot, names the process that has it,
 * as in a lock (`lock.ts`); but who has it keeps it as long as it moves: it touches the slot every second, and
 * others take it away from a process that is gone, or whose slot did not change while they looked on.
 */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import type { Note, Taken, Turns } from "../ports-process.ts";
import { isAbandoned, isClaim, newClaim, processHere } from "./claim.ts";
import { besides, discard, sweep, within } from "./leftovers.ts";
import { steadyNow } from "./steady.ts";

/**
 * How often the slot is touched, and how long it may stay as it is: by a process that is seen to be stopped, and
 * by any other, which may be busy (a passphrase takes a second of computing, and longer on a busy machine).
 * Milliseconds.
 */
const BEAT = 1_000;
const STILL = { stopped: 3_000, any: 15_000 };

/** A slot as it was seen, and since when. */
interface Sight {
  readonly slot: string;
  readonly touched: number;
  readonly since: number;
}

/** The turns of this machine's processes. @param still milliseconds that a slot may stay as it is */
export function systemTurns(still: typeof STILL = STILL): Turns {
  const sights = new Map<string, Sight>();
  return {
    take(path) {
      const holder = holderOf(path, sights, still);
      if (holder !== undefined) return { mine: false, holder };
      try {
        const claim = enter(path);
        return claim === undefined ? { mine: false, holder: "" } : held(path, claim);
      } catch {
        return { mine: true, giveBack: () => undefined };
      }
    },
    note: noteOf,
  };
}

/** Who has the turn; takes it away from whoever is gone or stopped. */
function holderOf(
  path: string,
  sights: Map<string, Sight>,
  still: typeof STILL,
): string | undefined {
  for (const name of namesIn(path)) {
    const slot = within(path, name);
    const since = quietSince(slot, path, sights);
    const most = since > still.stopped && isStopped(name) ? still.stopped : still.any;
    if (isClaim(name) && !isAbandoned(name) && since <= most) return name;
    // By its own name, so that nobody else loses a turn.
    attempt(() => unlinkSync(slot));
  }
  return undefined;
}

/** How long the slot has stayed as it is while we looked on, in milliseconds. */
function quietSince(slot: string, path: string, sights: Map<string, Sight>): number {
  const touched = attempt(() => statSync(slot).mtimeMs) ?? 0;
  const last = sights.get(path);
  if (last?.slot === slot && last.touched === touched) return steadyNow() - last.since;
  sights.set(path, { slot, touched, since: steadyNow() });
  return 0;
}

/** Whether the claim's process is stopped (SIGSTOP, Ctrl-Z), by `/proc` (proc_pid_stat(5)) or `ps`; Windows stops none. */
function isStopped(claim: string): boolean {
  const pid = processHere(claim);
  if (pid === undefined || process.platform === "win32") return false;
  return process.platform === "linux"
    ? /\) [Tt] [^)]*$/.test(attempt(() => readFileSync(`/proc/${pid}/stat`, "latin1")) ?? "")
    : stateOf(pid).startsWith("T");
}

function stateOf(pid: number): string {
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const words = ["-o", "stat=", "-p", String(pid)];
  return spawnSync("ps", words, { encoding: "utf8", timeout: 500 }).stdout ?? "";
}

/** One rename of a folder made ready, which fails unless the turn is free. @returns `undefined` where another was quicker */
function enter(path: string): string | undefined {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  sweep(dirname(path));
  const claim = newClaim();
  const own = besides(path, claim);
  mkdirSync(own, { mode: 0o700 });
  try {
    writeFileSync(within(own, claim), "", { flag: "wx", mode: 0o600 });
    // Windows renames onto no folder, not even an empty one.
    attempt(() => rmdirSync(path));
    return attempt(() => (renameSync(own, path), claim));
  } finally {
    discard(own);
  }
}

function held(path: string, claim: string): Taken {
  const slot = within(path, claim);
  const beat = setInterval(() => {
    const now = Date.now() / 1000;
    attempt(() => utimesSync(slot, now, now));
  }, BEAT);
  const giveBack = (note?: string): void => {
    clearInterval(beat);
    process.removeListener("exit", onExit);
    // It may have been taken away.
    if (!existsSync(slot)) return;
    attempt(() =>
      note === undefined
        ? unlinkSync(noteFile(path))
        : writeFileSync(noteFile(path), JSON.stringify([claim, note]), { mode: 0o600 }),
    );
    attempt(() => unlinkSync(slot));
    attempt(() => rmdirSync(path));
  };
  const onExit = (): void => giveBack();
  process.once("exit", onExit);
  return { mine: true, giveBack };
}

function noteFile(path: string): string {
  return `${path}.note`;
}

function noteOf(path: string): Note | undefined {
  return attempt(() => {
    const file = noteFile(path);
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    const [holder, text] = Array.isArray(value) ? (value as unknown[]) : [];
    return typeof holder === "string" && typeof text === "string"
      ? { holder, text, age: Date.now() - statSync(file).mtimeMs }
      : undefined;
  });
}

function namesIn(path: string): string[] {
  return attempt(() => readdirSync(path)) ?? [];
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
