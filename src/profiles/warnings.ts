/** What is worth a warning about the files. */
import type { FileFacts } from "../ports.ts";
import type { Ini } from "./ini.ts";
import { problemsOf } from "./problems.ts";

/** A warning about a credentials file that others can read or write, or `undefined`. @param shown the path as people write it */
export function modeWarning(facts: FileFacts | undefined, shown: string): string | undefined {
  const mode = facts?.mode ?? 0;
  if ((mode & 0o077) === 0) return undefined;
  return `others can ${(mode & 0o022) === 0 ? "read" : "read or change"} ${shown} (mode ${mode.toString(8).padStart(4, "0")}); close it: chmod 600 ${shown}`;
}

/**
 * A warning about a file that the AWS CLI gives up as a whole, or `undefined`. What we write there is right
 * all the same, but no program built on botocore reads it before the file is put in order.
 * @param shown the path as people write it
 */
export function refusalWarning(file: Ini, shown: string): string | undefined {
  const [first, ...more] = problemsOf(file);
  if (first === undefined) return undefined;
  const rest = more.length === 0 ? "" : `, and ${more.length} more`;
  return `the AWS CLI cannot read ${shown}: line ${first.line}: ${first.reason}${rest}; correct it by hand`;
}
