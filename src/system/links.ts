/** Where symbolic links lead, also when nothing is there yet. */

import { lstatSync, readlinkSync } from "node:fs";
import { dirname, isAbsolute } from "node:path";
import { unwritable } from "./file-errors.ts";
import { within } from "./leftovers.ts";

/** As many links as Linux follows (path_resolution(7)). */
const LINKS = 40;

/**
 * The path of the file that a write is to replace: not a symbolic link, and either absent or a regular
 * file. Parts are joined as they stand, `..` included, for a folder on the way may be a link itself.
 * @throws `file-unwritable` for a circle of links, a folder, a device or a FIFO; what node:fs throws
 */
export function followed(path: string): string {
  if (path === "") throw unwritable(path, "empty");
  if (path.includes("\0")) throw unwritable(path, "nul");
  let target = path;
  for (let links = 0; links <= LINKS; links += 1) {
    const stat = lstatSync(target, { throwIfNoEntry: false });
    if (stat === undefined || stat.isFile()) return target;
    if (stat.isDirectory()) throw unwritable(path, "EISDIR");
    if (!stat.isSymbolicLink()) throw unwritable(path, "not-regular");
    const link = readlinkSync(target);
    target = isAbsolute(link) ? link : within(dirname(target), link);
  }
  throw unwritable(path, "ELOOP");
}
