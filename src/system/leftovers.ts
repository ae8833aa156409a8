/** What killed processes left beside the files that they edited. It may hold secrets, so it goes. */

import { readdirSync, rmSync } from "node:fs";
import { sep } from "node:path";
import { isAbandoned } from "./claim.ts";

const MARK = ".awsmfa-";

/** The path for a claim's own folder, or for what it took away. @param target the edited file */
export function besides(target: string, claim: string): string {
  return `${target}${MARK}${claim}`;
}

/** A path in a folder, as it stands: `join` would drop `link/..`, which is not where the link is. */
export function within(folder: string, name: string): string {
  return `${folder}${sep}${name}`;
}

/** Removes the leftovers in a folder of processes that are gone; what cannot be removed stays. */
export function sweep(folder: string): void {
  for (const name of namesIn(folder)) {
    const at = name.lastIndexOf(MARK);
    if (at > 0 && isAbandoned(name.slice(at + MARK.length))) discard(within(folder, name));
  }
}

/** Removes a file or folder of ours, present or not, as far as it can be. Follows no link. */
export function discard(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Somebody else's: it holds up nobody.
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
