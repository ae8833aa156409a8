/** Whether an edit would succeed, found out without changing anything. */

import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  statSync,
  statfsSync,
  type Stats,
} from "node:fs";
import { dirname } from "node:path";
import { errnoOf, isSystemError, lockInTheWay, unwritable } from "./file-errors.ts";
import { followed } from "./links.ts";
import { lockOf } from "./lock.ts";

/**
 * Throws `file-unwritable` if the file, or the folder that it would be made in, cannot be written or is full, and
 * `file-busy` if something that is no lock has the lock's name.
 * @param path as given to us
 */
export function requireWritable(path: string): void {
  try {
    const target = followed(path);
    const stat = statSync(target, { throwIfNoEntry: false });
    if (stat !== undefined) requireReplaceable(path, target, stat);
    requireFolder(path, dirname(target), (stat?.size ?? 0) + MORE);
    if (lstatSync(lockOf(target), { throwIfNoEntry: false })?.isDirectory() === false)
      throw lockInTheWay(path, lockOf(target));
  } catch (error) {
    throw isSystemError(error) ? unwritable(path, error) : error;
  }
}

function requireReplaceable(path: string, target: string, stat: Stats): void {
  if (!stat.isFile()) throw unwritable(path, stat.isDirectory() ? "EISDIR" : "not-regular");
  // access(2) says yes to a file that may only be appended to, which cannot be replaced; open(2) does not.
  closeSync(openSync(target, constants.O_WRONLY | constants.O_NONBLOCK));
  if (!canKeepOwner(stat)) throw unwritable(path, "owner");
  if (isMountPoint(target)) throw unwritable(path, "EBUSY");
}

/** The nearest folder that exists: the missing ones would be made in it. */
function requireFolder(path: string, folder: string, bytes: number): void {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const parent = dirname(folder);
    if (errnoOf(error) !== "ENOENT" || parent === folder) throw unwritable(path, error, folder);
    return requireFolder(path, parent, bytes);
  }
  if (!hasRoom(folder, bytes)) throw unwritable(path, "ENOSPC");
}

/** What an edit adds, in bytes, and more: a block of most file systems. */
const MORE = 4096;

/** Whether a new file of that size fits, as far as the file system tells: some tell nothing, with no blocks at all. */
function hasRoom(folder: string, bytes: number): boolean {
  const { blocks, bsize, bavail, bfree } = statfsSync(folder);
  const free = process.geteuid?.() === 0 ? bfree : bavail;
  return blocks === 0 || free * bsize >= bytes;
}

function mountTable(): string {
  try {
    return readFileSync("/proc/self/mountinfo", "latin1");
  } catch {
    return "";
  }
}

/** Only root gives files away; others may give them to a group of theirs (chown(2)). */
function canKeepOwner(stat: Stats): boolean {
  const user = process.geteuid?.();
  if (user === undefined || user === 0) return true;
  const groups = [process.getegid?.(), ...(process.getgroups?.() ?? [])];
  return stat.uid === user && groups.includes(stat.gid);
}

/** Whether the file itself is a mount point, as in a container; rename(2) refuses those (EBUSY). */
function isMountPoint(target: string): boolean {
  if (process.platform !== "linux") return false;
  const table = mountTable();
  const name = Buffer.from(realpathSync(target)).toString("latin1");
  // proc(5): the mount point is the fifth field, blanks and backslashes in octal.
  const escaped = name.replace(
    /[\t\n \\]/g,
    (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`,
  );
  return table.split("\n").some((line) => line.split(" ")[4] === escaped);
}
