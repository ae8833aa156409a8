/** The change of a file under its lock: read, change, write beside, put in place. Never waits, so no signal handler runs within. */

import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  statSync,
  writeFileSync,
  type BigIntStats,
} from "node:fs";
import { dirname } from "node:path";
import { AwsmfaError } from "../errors.ts";
import type { Edited, FileText } from "../ports.ts";
import { newClaim } from "./claim.ts";
import { contentsOf, isSameFile, isStill } from "./contents.ts";
import { errnoOf, unconfirmed, unwritable } from "./file-errors.ts";
import { besides, discard } from "./leftovers.ts";
import type { Lock } from "./lock.ts";
import { persistently } from "./persistently.ts";

/** Text → text; pure, for it may run again. */
export type Change = (text: FileText | undefined) => FileText | undefined;

/** What to change, and how. */
export interface Replacement {
  /** The file as it was given to us, for words. */
  readonly path: string;
  /** The file after its links. */
  readonly target: string;
  readonly change: Change;
  /** Wait until the disk has it. */
  readonly durable: boolean;
}

/**
 * Puts the changed text in the file's place, or removes it. The lock is released by the caller.
 * @returns how it ended; `undefined`: another process got in between, begin again with a new lock
 * @throws `file-unreadable`, `file-unwritable`, what `change` throws, what node:fs throws; the file is as it was
 */
export function replaceUnder(
  lock: Lock,
  { path, target, change, durable }: Replacement,
): Edited | undefined {
  const before = contentsOf(path, target);
  const after = change(before?.text);
  if (after === before?.text) return { outcome: "unchanged" };
  try {
    // A rename would replace a file that we may not write; its owner meant something by that.
    if (before !== undefined) accessSync(target, constants.W_OK);
    if (after !== undefined) write(lock.slot, encode(after), before?.stat, durable);
    if (!isStill(target, before?.stat)) return undefined;
    if (after !== undefined) persistently(() => renameSync(lock.slot, target));
    else if (before !== undefined && !remove(lock, target, before.stat)) return undefined;
  } catch (error) {
    // The slot is gone, since somebody took the lock for abandoned, or the file is. Nothing of ours has reached it.
    if (errnoOf(error) === "ENOENT") return undefined;
    throw errnoOf(error) === "owner" ? unwritable(path, error) : error;
  }
  if (durable) confirm(path, dirname(target));
  if (after === undefined) return { outcome: "removed" };
  return { outcome: before === undefined ? "created" : "written" };
}

function encode(text: FileText): Buffer {
  // Buffer.from would cut the high byte off silently.
  if (/[^\0-\xff]/.test(text))
    throw new AwsmfaError(
      "internal",
      "this is a bug in awsmfa: a file's text has a character that is not a byte",
    );
  return Buffer.from(text, "latin1");
}

/** Owner and mode come before the data, which thus is never readable by more people than it was. */
function write(slot: string, bytes: Buffer, like: BigIntStats | undefined, durable: boolean): void {
  const file = openSync(slot, "r+");
  try {
    if (like !== undefined && process.platform !== "win32") takeAfter(file, like);
    writeFileSync(file, bytes);
    if (durable) fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function takeAfter(file: number, like: BigIntStats): void {
  const own = fstatSync(file, { bigint: true });
  if (own.uid !== like.uid || own.gid !== like.gid) keepOwner(file, like);
  const mode = Number(like.mode) & 0o7777;
  if (mode !== 0o600) fchmodSync(file, mode);
}

function keepOwner(file: number, like: BigIntStats): void {
  try {
    fchownSync(file, Number(like.uid), Number(like.gid));
  } catch (cause) {
    throw Object.assign(new Error("owner", { cause }), { code: "owner" });
  }
}

/**
 * Removing by path would hit whatever another process wrote while we were stopped, so the file is moved
 * aside first and looked at. @returns whether it was the one that was read; else it is put back
 */
function remove(lock: Lock, target: string, read: BigIntStats): boolean {
  // Still ours? A stopped process finds out here; the rest is for one that is stopped on the next line.
  statSync(lock.slot);
  const aside = besides(target, newClaim());
  persistently(() => renameSync(target, aside));
  const same = isSameFile(statSync(aside, { bigint: true }), read);
  if (!same) putBack(aside, target);
  discard(aside);
  return same;
}

/** A link, not a rename: what has come to stand there since is newer. */
function putBack(aside: string, target: string): void {
  try {
    linkSync(aside, target);
  } catch (error) {
    // A file system without hard links.
    if (errnoOf(error) !== "EEXIST") renameSync(aside, target);
  }
}

/** Not every file system can sync a folder, and Windows cannot open one; the file is in place all the same. */
function confirm(path: string, folder: string): void {
  if (process.platform === "win32") return;
  try {
    const opened = openSync(folder, "r");
    try {
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
  } catch (error) {
    if (errnoOf(error) === "EIO") throw unconfirmed(path, error);
  }
}
