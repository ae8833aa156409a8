/** The port {@link Files} on node:fs. Synchronous calls throughout: quicker for small files, and no signal handler runs between two of them. */

import { steadyNow } from "./steady.ts";
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { AwsmfaError } from "../errors.ts";
import type { Edited, FileFacts, Files } from "../ports.ts";
import { contentsOf } from "./contents.ts";
import { errnoOf, isSystemError, restless, unreadable, unwritable } from "./file-errors.ts";
import { followed } from "./links.ts";
import { takeLock, type Lock, type Patience } from "./lock.ts";
import { replaceUnder, type Change } from "./replace.ts";
import { requireWritable } from "./writable.ts";

/** How long an edit waits for other processes, in milliseconds. */
export interface FileWaits {
  /** For a holder that does not move, before its lock is taken away. */
  readonly stale: number;
  /** For everything, before `file-busy`. */
  readonly total: number;
}

/** The files of this machine. */
export function systemFiles(waits: FileWaits = { stale: 2_000, total: 30_000 }): Files {
  return {
    read: async (path) => contentsOf(path)?.text,
    facts: async (path) => factsOf(path),
    resolved: async (path) => targetOf(path),
    checkWritable: async (path) => requireWritable(path),
    edit: (path, change, { durable }) => edit(path, change, durable, waits),
  };
}

async function edit(
  path: string,
  change: Change,
  durable: boolean,
  waits: FileWaits,
): Promise<Edited> {
  const patience = { staleAfter: waits.stale, giveUpAt: steadyNow() + waits.total };
  for (;;) {
    const edited = await editOnce(path, change, durable, patience);
    if (edited !== undefined) return edited;
    if (steadyNow() > patience.giveUpAt) throw restless(path);
  }
}

/** @returns `undefined` when another process got in between */
async function editOnce(
  path: string,
  change: Change,
  durable: boolean,
  patience: Patience,
): Promise<Edited | undefined> {
  let target: string;
  let lock: Lock;
  try {
    target = targetOf(path);
    lock = await lockFor(path, target, change, patience);
  } catch (error) {
    // Where nothing is to change, as on a read-only disk or /dev/null, no lock is needed.
    if (isUnwritable(error) && changesNothing(path, change)) return { outcome: "unchanged" };
    throw error;
  }
  try {
    return replaceUnder(lock, { path, target, change, durable });
  } catch (error) {
    throw isSystemError(error) ? unwritable(path, error) : error;
  } finally {
    lock.release();
  }
}

async function lockFor(
  path: string,
  target: string,
  change: Change,
  patience: Patience,
): Promise<Lock> {
  const folder = dirname(target);
  try {
    return await takeLock(path, target, patience);
  } catch (error) {
    // Only a folder that is missing can be helped, and only if something is to be put in it.
    if (errnoOf(error) !== "ENOENT" || changesNothing(path, change))
      throw inFolder(path, error, folder);
  }
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return await takeLock(path, target, patience);
  } catch (error) {
    throw inFolder(path, error, folder);
  }
}

function targetOf(path: string): string {
  try {
    return followed(path);
  } catch (error) {
    throw inFolder(path, error, dirname(path));
  }
}

function inFolder(path: string, error: unknown, folder: string): unknown {
  return isSystemError(error) ? unwritable(path, error, folder) : error;
}

function isUnwritable(error: unknown): boolean {
  return error instanceof AwsmfaError && error.code === "file-unwritable";
}

function changesNothing(path: string, change: Change): boolean {
  try {
    const text = contentsOf(path)?.text;
    return change(text) === text;
  } catch {
    return false;
  }
}

function factsOf(path: string): FileFacts | undefined {
  if (path.includes("\0")) throw unreadable(path, "nul");
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    // A device's mode says nothing about secrets.
    return {
      mode: process.platform === "win32" || !stat.isFile() ? undefined : stat.mode & 0o7777,
    };
  } catch (error) {
    throw unreadable(path, error);
  }
}
