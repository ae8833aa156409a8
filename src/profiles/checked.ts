/** The editor with its checks: what every write of AWS's two files goes through. */
import type { FileText } from "../ports.ts";
import { checkPut, checkRemove } from "./checks.ts";
import { putSection, removeSection } from "./edit.ts";

/**
 * {@link putSection}, checked: the bytes of others, what every section says, and what the section says to a
 * second reader. Throws what it throws, and `unsafe-edit` if a check fails.
 */
export function checkedPut(
  text: FileText | undefined,
  name: string,
  put: ReadonlyMap<string, string>,
  drop: readonly string[] = [],
): FileText {
  const after = putSection(text, name, put, drop);
  checkPut(text, after, name, { put, drop });
  return after;
}

/** {@link removeSection}, checked likewise. Throws what it throws, and `unsafe-edit` if a check fails. */
export function checkedRemove(text: FileText, name: string): FileText | undefined {
  const after = removeSection(text, name);
  checkRemove(text, after, name);
  return after;
}
