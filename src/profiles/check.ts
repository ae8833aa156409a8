/** What the checks of an edit share. */
import { AwsmfaError } from "../errors.ts";
import type { FileText } from "../ports.ts";
import { type Ini, entriesOf } from "./ini.ts";
import type { Section } from "./sections.ts";

/** What is asked of a section: settings to have, keys to lose. */
export interface Wanted {
  readonly put: ReadonlyMap<string, string>;
  readonly drop: readonly string[];
}

/** The sections of a name, in the order of the file. */
export function named(ini: Ini, name: string): Section[] {
  return ini.sections.filter((section) => section.name === name);
}

/** A section's bytes, header included, without the lines of the wanted keys. */
export function foreignBytes(ini: Ini, section: Section, { put, drop }: Wanted): FileText {
  let rest = "";
  let copied = section.start;
  for (const { key, start, end } of entriesOf(ini, section)) {
    if (!put.has(key) && !drop.includes(key)) continue;
    rest += ini.text.slice(copied, start);
    copied = end;
  }
  return rest + ini.text.slice(copied, section.end);
}

/** Throws `unsafe-edit`: a check of the edit of section `name` failed for a reason. */
export function fail(name: string, reason: string): never {
  throw new AwsmfaError(
    "unsafe-edit",
    `a check of the edit of [${name}] failed: ${reason}; nothing was written`,
    `look for odd lines around [${name}] in the file; if it is in order, please report a bug`,
  );
}
