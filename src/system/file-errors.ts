/** What went wrong with a file, in words: errno (or a reason of our own) → {@link AwsmfaError}. */

import { constants } from "node:os";
import { dirname } from "node:path";
import { AwsmfaError } from "../errors.ts";

interface Words {
  readonly reason: string;
  /** What to type next, given the file and its folder, both quoted for a shell. */
  readonly hint: (file: string, folder: string) => string;
}

const look = (file: string): string => `look at it: ls -l ${file}`;

const WORDS: Readonly<Record<string, Words>> = {
  EISDIR: { reason: "it is a folder", hint: (file) => `look at it: ls -ld ${file}` },
  ELOOP: { reason: "its symbolic links lead in a circle", hint: look },
  ENOTDIR: {
    reason: "a part of its path is not a folder",
    hint: (_file, folder) => `look at it: ls -ld ${folder}`,
  },
  ENAMETOOLONG: { reason: "its name is too long", hint: () => "give it a shorter name" },
  EPERM: { reason: "the system does not permit it", hint: look },
  EROFS: {
    reason: "the file system is read-only",
    hint: (_file, folder) => `see how it is mounted: findmnt -T ${folder}`,
  },
  ENOSPC: {
    reason: "the disk is full; the file is as it was",
    hint: (_file, folder) => `see what is free: df -h ${folder}`,
  },
  EDQUOT: {
    reason: "your disk quota is used up; the file is as it was",
    hint: () => "see what is left: quota -s",
  },
  EBUSY: {
    reason: "it is mounted by itself, so it cannot be replaced",
    hint: (_file, folder) => `mount its folder ${folder} instead of the file`,
  },
  // Reasons of our own.
  "not-regular": { reason: "it is not a regular file", hint: look },
  owner: {
    reason: "it belongs to somebody else, and that could not be kept",
    hint: (file) => `see whose it is: ls -l ${file}`,
  },
  nul: { reason: "its path holds a NUL character", hint: () => "name the file without it" },
  empty: { reason: "its path is empty", hint: () => "name a file" },
};

/**
 * `file-unreadable` for a file that is there and cannot be read.
 * @param path as it was given to us
 * @param why what node:fs threw, or a reason
 */
export function unreadable(path: string, why: unknown): AwsmfaError {
  const words: Words =
    errnoOf(why) === "EACCES"
      ? {
          reason: "permission denied",
          hint: (file) => `${look(file)}\nlet yourself read it: chmod u+r ${file}`,
        }
      : wordsOf(why);
  return fileError("file-unreadable", `cannot read ${path}: ${words.reason}`, words, path, why);
}

/**
 * `file-unwritable` for a file that cannot be written, or whose folder cannot. The file is as it was.
 * @param path as it was given to us
 * @param why what node:fs threw, or a reason
 * @param folder given when it is the folder that denies
 */
export function unwritable(path: string, why: unknown, folder?: string): AwsmfaError {
  const denied: Words =
    folder === undefined
      ? { reason: "permission denied", hint: (file) => `let yourself write it: chmod u+w ${file}` }
      : {
          reason: `no permission to change the folder ${folder}`,
          hint: () => `look at it: ls -ld ${quoted(folder)}`,
        };
  const words = errnoOf(why) === "EACCES" ? denied : wordsOf(why);
  return fileError("file-unwritable", `cannot write ${path}: ${words.reason}`, words, path, why);
}

/** `file-unwritable` after the file was replaced: the disk did not confirm it. @param path as given to us */
export function unconfirmed(path: string, why: unknown): AwsmfaError {
  const message = `wrote ${path}, but the disk did not confirm it: ${wordsOf(why).reason}`;
  return new AwsmfaError("file-unwritable", message, "look for errors of the disk: dmesg", {
    cause: why,
  });
}

/** `file-busy`: other processes kept the lock until we gave up. @param path as given to us @param lock its path */
export function busy(path: string, lock: string): AwsmfaError {
  return new AwsmfaError(
    "file-busy",
    `${path} is locked by another process`,
    `try again; if no other awsmfa is running, remove the lock: rm -r ${quoted(lock)}`,
  );
}

/** `file-busy`: what is in the lock's place is not a lock of ours. @param path as given to us @param lock its path */
export function lockInTheWay(path: string, lock: string): AwsmfaError {
  return new AwsmfaError(
    "file-busy",
    `cannot lock ${path}: ${lock} is in the way`,
    `move it away: mv ${quoted(lock)} ${quoted(`${lock}.old`)}`,
  );
}

/** `file-busy`: another program wrote the file during every attempt. @param path as given to us */
export function restless(path: string): AwsmfaError {
  return new AwsmfaError(
    "file-busy",
    `another program keeps writing ${path}`,
    `see who: fuser -v ${quoted(path)}\nthen try again`,
  );
}

/** The errno (`ENOENT`) or other code of what node:fs threw; the reason itself if it is one; else `""`. */
export function errnoOf(thrown: unknown): string {
  if (typeof thrown === "string") return thrown;
  const code: unknown = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
  // libuv has no name for a quota that is used up.
  if (code === `Unknown system error -${constants.errno.EDQUOT}`) return "EDQUOT";
  return typeof code === "string" ? code : "";
}

/** Whether node:fs threw this for what the system answered. */
export function isSystemError(thrown: unknown): boolean {
  return thrown instanceof Error && "syscall" in thrown;
}

function fileError(
  code: "file-unreadable" | "file-unwritable",
  message: string,
  words: Words,
  path: string,
  why: unknown,
): AwsmfaError {
  const cause = why instanceof Error ? { cause: why } : {};
  return new AwsmfaError(code, message, words.hint(quoted(path), quoted(dirname(path))), cause);
}

function wordsOf(why: unknown): Words {
  return WORDS[errnoOf(why)] ?? { reason: plainReason(why), hint: look };
}

/** `EIO: i/o error, read` → `i/o error (EIO)`: what node:fs says, without the path, which we name ourselves. */
function plainReason(why: unknown): string {
  const [, errno, text] =
    /^([A-Z0-9]+): ([^,]+)/.exec(why instanceof Error ? why.message : "") ?? [];
  if (text !== undefined) return `${text} (${errno})`;
  return errnoOf(why).replace(/^Unknown/, "unknown") || "unknown reason";
}

/** A path as one word of a POSIX shell. */
function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
