/** Reading a file whole, without ever waiting for a FIFO or a device. */

import { closeSync, constants, openSync, readFileSync, statSync, type BigIntStats } from "node:fs";
import { AwsmfaError } from "../errors.ts";
import type { FileText } from "../ports.ts";
import { errnoOf, unreadable } from "./file-errors.ts";

/** A file as it was read. */
export interface Contents {
  readonly text: FileText;
  /** Taken before reading, to tell later whether the text still stands. */
  readonly stat: BigIntStats;
}

/**
 * The file's bytes as text, or `undefined` where there is none. `/dev/null` is an empty file, since people
 * set AWS_CONFIG_FILE to it.
 * @param path as it was given to us, for words
 * @param target the file to read, if links were followed
 * @throws `file-unreadable`
 */
export function contentsOf(path: string, target = path): Contents | undefined {
  if (path.includes("\0")) throw unreadable(path, "nul");
  try {
    const stat = statSync(target, { bigint: true, throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    if (!stat.isFile()) return { text: specialText(path, stat), stat };
    return { text: wholeText(target), stat };
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw error instanceof AwsmfaError ? error : unreadable(path, error);
  }
}

function wholeText(target: string): FileText {
  // Not to hang if a FIFO has taken the file's place since; Windows has no such flag.
  const file = openSync(target, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    return readFileSync(file).toString("latin1");
  } finally {
    closeSync(file);
  }
}

/** Whether the file is still the one that was read (`undefined`: there was none), and unwritten since. */
export function isStill(target: string, read: BigIntStats | undefined): boolean {
  const now = statSync(target, { bigint: true, throwIfNoEntry: false });
  if (now === undefined || read === undefined) return now === read;
  return isSameFile(now, read) && now.ctimeNs === read.ctimeNs;
}

/** Whether both are one file with the same text, as far as can be told; it may have been renamed. */
export function isSameFile(one: BigIntStats, other: BigIntStats): boolean {
  return one.ino === other.ino && one.size === other.size && one.mtimeNs === other.mtimeNs;
}

function specialText(path: string, stat: BigIntStats): FileText {
  if (stat.isDirectory()) throw unreadable(path, "EISDIR");
  const nothing = statSync("/dev/null", { bigint: true, throwIfNoEntry: false });
  if (stat.isCharacterDevice() && stat.rdev === nothing?.rdev) return "";
  throw unreadable(path, "not-regular");
}
