/**
 * The reader of AWS's two files: the sections and settings that botocore would find, also in files that
 * botocore gives up (`problems.ts` tells why it would). It keeps offsets, so that an editor need not write
 * anything anew.
 */
import type { FileText } from "../ports.ts";
import { strip, stripEnd } from "./bytes.ts";
import { type Context, bodyLines, readLine, splitKey } from "./lines.ts";
import { type Section, allSections, sectionsHolding, sectionsNamed } from "./sections.ts";

/** A setting with the whole lines it takes, line ends included: its key's and those that continue it. */
export interface Entry {
  /** In lower case, as configparser has it. */
  readonly key: string;
  /** Continuation lines are joined by `\n`, comments among them left out. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A file as read. Its parts are looked for when they are asked for. */
export interface Ini {
  readonly text: FileText;
  /** All sections in the order of the file, repeated ones as often as they stand there. */
  readonly sections: readonly Section[];
  /** The sections of a name, in the order of the file. */
  readonly named: (name: string) => readonly Section[];
  /** The sections whose lines hold a text, in the order of the file. */
  readonly holding: (wanted: string) => readonly Section[];
}

/** The section whose keys configparser puts beneath every other; it is no profile. */
export const DEFAULTS = "DEFAULT";

/** Reads a text, any text; nothing of it is taken apart yet. */
export function readIni(text: FileText): Ini {
  let sections: Section[] | undefined;
  let names: Map<string, Section[]> | undefined;
  const all = (): Section[] => (sections ??= allSections(text));
  const byName = (): Map<string, Section[]> => (names ??= grouped(all()));
  return {
    text,
    get sections() {
      return all();
    },
    // What was taken apart once is asked; else the text is, for one name.
    named: (name) =>
      (names === undefined && sections === undefined && sectionsNamed(text, name)) ||
      (byName().get(name) ?? []),
    holding: (wanted) => sectionsHolding(text, wanted),
  };
}

function grouped(sections: readonly Section[]): Map<string, Section[]> {
  const groups = new Map<string, Section[]>();
  for (const section of sections) {
    const group = groups.get(section.name);
    if (group === undefined) groups.set(section.name, [section]);
    else group.push(section);
  }
  return groups;
}

/** The settings of one section in the order of the file, repeated ones as often as they stand there. */
export function entriesOf(ini: Ini, section: Section): Entry[] {
  const entries: { key: string; values: string[]; start: number; end: number }[] = [];
  const context: Context = { indent: readLine(ini.text, section.start).indent, open: false };
  for (const line of bodyLines(ini.text, section.bodyStart, section.end, context)) {
    const last = entries.at(-1);
    const parts = line.kind === "key" ? splitKey(line.value) : undefined;
    if (parts !== undefined) {
      const key = parts.key.toLowerCase();
      entries.push({ key, values: [parts.value], start: line.start, end: line.end });
    } else if (last !== undefined && line.kind === "continuation") {
      last.values.push(line.value);
      last.end = line.end;
    } else if (last !== undefined && line.kind === "blank") {
      last.values.push("");
    }
  }
  return entries.map(({ values, ...entry }) => ({ ...entry, value: stripEnd(values.join("\n")) }));
}

/**
 * A section's settings, or `undefined` if there is no such section. Repeated sections and keys are merged,
 * the last one wins; keys of `[DEFAULT]` come last, where the section has none of the name.
 */
export function settingsOf(ini: Ini, name: string): Map<string, string> | undefined {
  if (name === DEFAULTS || ini.named(name).length === 0) return undefined;
  const settings = merged(ini, name);
  for (const [key, value] of merged(ini, DEFAULTS))
    if (!settings.has(key)) settings.set(key, value);
  return settings;
}

function merged(ini: Ini, name: string): Map<string, string> {
  const entries = ini.named(name).flatMap((section) => entriesOf(ini, section));
  return new Map(entries.map(({ key, value }) => [key, value]));
}

// Python's `str.splitlines`, which botocore splits a block with.
const BLOCK_LINE_ENDS = /[\n\r\u000b\u000c\u001c-\u001e\u0085\u2028\u2029]/;

/** The lines of a value that is a block, without the empty ones; `undefined` for an ordinary value. */
export function blockLines(value: string): string[] | undefined {
  if (!value.startsWith("\n")) return undefined;
  return value
    .split(BLOCK_LINE_ENDS)
    .map(strip)
    .filter((line) => line !== "");
}

/**
 * The settings of a value that is a block, such as `s3 =` with indented lines; `undefined` for an ordinary
 * value. As botocore's `_parse_nested`: keys keep their case, only `=` counts; lines without it are left out.
 */
export function nestedOf(value: string): Map<string, string> | undefined {
  const lines = blockLines(value)?.filter((line) => line.includes("="));
  return (
    lines &&
    new Map(
      lines.map((line): [string, string] => {
        const [key = "", ...rest] = line.split("=");
        return [strip(key), strip(rest.join("="))];
      }),
    )
  );
}
