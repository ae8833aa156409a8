/** What is worth a warning about the files. */
import type { FileFacts } from "../ports.ts";

/** A warning about a credentials file that others can read or write, or `undefined`. @param shown the path as people write it */
export function modeWarning(facts: FileFacts | undefined, shown: string): string | undefined {
  const mode = facts?.mode ?? 0;
  if ((mode & 0o077) === 0) return undefined;
  return `others can ${(mode & 0o022) === 0 ? "read" : "read or change"} ${shown} (mode ${mode.toString(8).padStart(4, "0")}); close it: chmod 600 ${shown}`;
}
