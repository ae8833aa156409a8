/** Why the AWS CLI and every other program built on botocore would refuse a whole file. */
import { BYTE_ORDER_MARK, decode } from "./bytes.ts";
import { DEFAULTS, type Ini, blockLines, entriesOf } from "./ini.ts";
import { type BodyLine, type Context, bodyLines, firstLine, readLine, splitKey } from "./lines.ts";

/** A reason to refuse the file, and the line that gives it, counted from one. */
export interface Problem {
  readonly line: number;
  readonly reason: string;
}

/** What makes botocore refuse the whole file, in the order of the lines; empty for a file in order. */
export function problemsOf(ini: Ini): Problem[] {
  const { text, sections } = ini;
  const found: { offset: number; reason: string }[] = [];
  const add = (offset: number, reason: string) => found.push({ offset, reason });

  if (text.startsWith(BYTE_ORDER_MARK)) add(0, "the file begins with a byte order mark");
  const preamble = bodyLines(text, firstLine(text), sections[0]?.start ?? text.length, closed());
  for (const { kind, start } of preamble)
    if (kind !== "blank" && kind !== "comment") add(start, "a line before the first section");

  const seen = new Map<string, Set<string>>();
  for (const section of sections) {
    const keys = seen.get(section.name) ?? new Set<string>();
    if (seen.has(section.name) && section.name !== DEFAULTS)
      add(section.start, `the section [${section.name}] stands here again`);
    seen.set(section.name, keys);

    const context = closed(readLine(text, section.start).indent);
    for (const line of bodyLines(text, section.bodyStart, section.end, context))
      if (line.kind === "bare") add(line.start, bareReason(line));
    for (const { key, value, start } of entriesOf(ini, section)) {
      if (keys.has(key)) add(start, `${shown(key)} stands here again in [${section.name}]`);
      keys.add(key);
      const bad = blockLines(value)?.some((line) => !line.includes("=")) ?? false;
      if (bad && (section.name !== DEFAULTS || showsThrough(ini, key)))
        add(start, `the block below ${shown(key)} has a line without =`);
    }
  }
  return numbered(ini, found);
}

/** Whether a key of `[DEFAULT]` is one of some section's settings: botocore looks at it only there. */
function showsThrough(ini: Ini, key: string): boolean {
  const others = ini.sections.filter(({ name }) => name !== DEFAULTS);
  return others.some((other) => entriesOf(ini, other).every((entry) => entry.key !== key));
}

/** What does not look like a key may be any text of a broken file, even a secret. */
function shown(key: string): string {
  return /^[a-z][a-z0-9_-]{0,31}$/.test(key) ? key : "a key";
}

function closed(indent = 0): Context {
  return { indent, open: false };
}

function bareReason({ value }: BodyLine): string {
  return splitKey(`key${value}`) === undefined
    ? "a line without ="
    : "a line without a key before =";
}

/** Turns offsets into line numbers, and adds the lines that are not UTF-8, which any part of the file may hold. */
function numbered({ text }: Ini, found: { offset: number; reason: string }[]): Problem[] {
  const problems: Problem[] = [];
  found.sort((a, b) => a.offset - b.offset);
  let next = 0;
  for (let at = 0, line = 1; at < text.length; line += 1) {
    const { end } = readLine(text, at);
    for (let one = found[next]; one !== undefined && one.offset < end; one = found[next]) {
      problems.push({ line, reason: one.reason });
      next += 1;
    }
    const bytes = text.slice(at, end);
    // U+FFFD may also stand in the file as itself: then decoding loses nothing.
    if (Buffer.from(decode(bytes), "utf8").toString("latin1") !== bytes)
      problems.push({ line, reason: "bytes that are not UTF-8" });
    at = end;
  }
  return problems;
}
