/**
 * A lock between processes that a dead or stopped one cannot keep, and cannot break when it goes on.
 *
 * The lock is a folder beside the file; whose name stands in it holds it. That one entry, the slot, is
 * also the file that will replace the target, so:
 *
 * - taking it is one rename of a folder made ready, which fails unless the lock is absent or empty;
 * - committing is one rename of the slot onto the target, which gives the lock back in the same step;
 * - taking it away is one rename of the slot elsewhere, after which the commit of its owner fails.
 *
 * Each step names the claim, so nobody takes away another's lock by mistake, and no instant of death
 * leaves it half taken.
 */

import { steadyNow } from "./steady.ts";
import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  unlinkSync,
} from "node:fs";
import { dirname } from "node:path";
import { isAbandoned, isClaim, newClaim } from "./claim.ts";
import { busy, errnoOf, lockInTheWay } from "./file-errors.ts";
import { besides, discard, sweep, within } from "./leftovers.ts";

/** How long to wait for others. */
export interface Patience {
  /** Milliseconds that the same holder is seen before its lock is taken away. */
  readonly staleAfter: number;
  /** When to give up: milliseconds, by `steadyNow()`. */
  readonly giveUpAt: number;
}

/** A lock that is held: until its slot is renamed onto the target, or until `release`. */
export interface Lock {
  /** An empty file, mode 0600, in the lock. It is gone when the lock was taken away. */
  readonly slot: string;
  /** Gives the lock back, if it is still held; never throws. */
  release(): void;
}

/** What the lock holds, and since when we see that. */
interface Sight {
  readonly held: string;
  readonly since: number;
}

/** The path of a file's lock. @param target the file, after its links */
export function lockOf(target: string): string {
  return `${target}.awsmfa-lock`;
}

/**
 * Waits for the lock of a file. Sweeps what killed processes left.
 * @param path the file as it was given to us, for words
 * @param target the file after its links; its folder must exist
 * @throws `file-busy` when patience ends; what node:fs throws when the folder cannot be written
 */
export async function takeLock(path: string, target: string, patience: Patience): Promise<Lock> {
  const lock = lockOf(target);
  let claim = makeReady(target);
  try {
    sweep(dirname(target));
    let sight: Sight | undefined;
    for (;;) {
      const answer = enter(besides(target, claim), lock);
      if (answer === "taken")
        return { slot: within(lock, claim), release: () => release(lock, claim) };
      if (answer === "in the way") throw lockInTheWay(path, lock);
      // Somebody who could not see this process took its folder for a leftover.
      if (answer === "swept") claim = makeReady(target);
      if (steadyNow() > patience.giveUpAt) throw busy(path, lock);
      sight = watch(target, lock, sight, patience.staleAfter);
      if (sight !== undefined) await pause();
    }
  } catch (error) {
    discard(besides(target, claim));
    throw error;
  }
}

/** Makes the folder that will be the lock, with the slot in it, before anybody can see it as a lock. */
function makeReady(target: string): string {
  const claim = newClaim();
  const own = besides(target, claim);
  mkdirSync(own, { mode: 0o700 });
  try {
    closeSync(openSync(within(own, claim), "wx", 0o600));
  } catch (error) {
    discard(own);
    throw error;
  }
  return claim;
}

function enter(own: string, lock: string): "taken" | "held" | "swept" | "in the way" {
  try {
    renameSync(own, lock);
    return "taken";
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === "ENOTEMPTY" || errno === "EEXIST") return "held";
    if (errno === "ENOENT") return "swept";
    if (errno === "ENOTDIR") return "in the way";
    // Windows answers EPERM for a folder that exists, and while a virus scanner looks; Linux does in a sticky folder.
    if (process.platform === "win32" || lstatSync(lock, { throwIfNoEntry: false })?.isDirectory())
      return "held";
    throw error;
  }
}

/** Looks who holds the lock, and takes it away from the dead and the stopped; `undefined`: try at once. */
function watch(
  target: string,
  lock: string,
  last: Sight | undefined,
  staleAfter: number,
): Sight | undefined {
  const names = holders(lock);
  const held = names === undefined ? "?" : names.join("/");
  const sight = last?.held === held ? last : { held, since: steadyNow() };
  const stale = steadyNow() - sight.since > staleAfter;
  const [holder] = names ?? [];
  try {
    if (names?.length === 0) rmdirSync(lock);
    else if (holder !== undefined && names?.length === 1 && isClaim(holder)) {
      if (!stale && !isAbandoned(holder)) return sight;
      takeAway(within(lock, holder), target);
    } else {
      // Foreign files, or a folder that we may not list: the whole of it goes aside, which stops a holder just as well.
      if (!stale) return sight;
      takeAway(lock, target);
    }
    return undefined;
  } catch {
    return sight;
  }
}

/** Moved, then removed: an open file that is removed in place leaves a name behind on NFS and on Windows. */
function takeAway(path: string, target: string): void {
  const aside = besides(target, newClaim());
  renameSync(path, aside);
  discard(aside);
}

function holders(lock: string): string[] | undefined {
  try {
    return readdirSync(lock);
  } catch (error) {
    return errnoOf(error) === "ENOENT" ? [] : undefined;
  }
}

/** After a commit the lock is empty and one call does; a folder that holds another's slot does not go. */
function release(lock: string, claim: string): void {
  if (attempt(() => rmdirSync(lock))) return;
  attempt(() => unlinkSync(within(lock, claim)));
  attempt(() => rmdirSync(lock));
}

function attempt(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

/** Two to ten milliseconds, by chance, so that those who wait do not move in step. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2 + Math.random() * 8));
}
