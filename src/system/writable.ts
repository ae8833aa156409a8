/** Whether an edit would succeed, found out without changing anything. */

import { accessSync, constants, readFileSync, realpathSync, statSync, type Stats } from "node:fs";
import { dirname } from "node:path";
import { errnoOf, isSystemError, unwritable } from "./file-errors.ts";
import { followed } from "./links.ts";

/** Throws `file-unwritable` if the file, or the folder that it would be made in, cannot be written. @param path as given to us */
export function requireWritable(path: string): void {
  try {
    const target = followed(path);
    const stat = statSync(target, { throwIfNoEntry: false });
    if (stat !== undefined) requireReplaceable(path, target, stat);
    requireFolder(path, dirname(target));
  } catch (error) {
    throw isSystemError(error) ? unwritable(path, error) : error;
  }
}

function requireReplaceable(path: string, target: string, stat: Stats): void {
  if (!stat.isFile()) throw unwritable(path, stat.isDirectory() ? "EISDIR" : "not-regular");
  accessSync(target, constants.W_OK);
  if (!canKeepOwner(stat)) throw unwritable(path, "owner");
  if (isMountPoint(target)) throw unwritable(path, "EBUSY");
}

/** The nearest folder that exists: the missing ones would be made in it. */
function requireFolder(path: string, folder: string): void {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const parent = dirname(folder);
    if (errnoOf(error) !== "ENOENT" || parent === folder) throw unwritable(path, error, folder);
    requireFolder(path, parent);
  }
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
