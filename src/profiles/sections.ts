/**
 * Where the sections of an ini file are. A large file is not taken apart for one section: a header at the
 * start of a line is one whatever stands above it, so a section can be found by its name, or by what it holds.
 */
import type { FileText } from "../ports.ts";
import { isBlank } from "./bytes.ts";
import { type Context, type Line, bodyLines, firstLine, headerOf, readLine } from "./lines.ts";

/** A section. Offsets are bytes of the file. */
export interface Section {
  /** What stands between the brackets, decoded, blanks included. */
  readonly name: string;
  /** Where the header's line begins. */
  readonly start: number;
  /** Where the lines below the header begin. */
  readonly bodyStart: number;
  /** Where the next header's line begins, or the length of the text. */
  readonly end: number;
}

interface Header extends Line {
  readonly name: string;
}

/** All sections, in the order of the file, repeated ones as often as they stand there. */
export function allSections(text: FileText): Section[] {
  const sections: Section[] = [];
  for (let header = headerBelow(text, undefined); header !== undefined;) {
    const next = headerBelow(text, header);
    sections.push(sectionOf(text, header, next));
    header = next;
  }
  return sections;
}

/** The sections of a name in the order of the file, or `undefined` where only {@link allSections} can tell. */
export function sectionsNamed(text: FileText, name: string): Section[] | undefined {
  if (!/^[ -~]+$/.test(name)) return undefined;
  const found: Section[] = [];
  const wanted = `[${name}]`;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const start = lineStart(text, at);
    if (start === undefined) continue;
    if (start !== at) return undefined;
    const header = headerAt(text, start);
    if (header?.name === name) found.push(sectionOf(text, header, headerBelow(text, header)));
  }
  return found;
}

/** The sections whose lines hold a text, in the order of the file. */
export function sectionsHolding(text: FileText, wanted: string): Section[] {
  const found: Section[] = [];
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    if (at < (found.at(-1)?.end ?? 0)) continue;
    const section = sectionAround(text, at);
    if (section !== undefined) found.push(section);
  }
  return found;
}

/** The section that a byte belongs to: from the nearest header at the start of a line downwards. */
function sectionAround(text: FileText, offset: number): Section | undefined {
  let header = columnHeaderAbove(text, offset) ?? headerBelow(text, undefined);
  while (header !== undefined && header.start <= offset) {
    const next = headerBelow(text, header);
    if (next === undefined || next.start > offset) return sectionOf(text, header, next);
    header = next;
  }
  return undefined;
}

function columnHeaderAbove(text: FileText, offset: number): Header | undefined {
  for (
    let at = text.lastIndexOf("[", offset);
    at !== -1;
    at = at === 0 ? -1 : text.lastIndexOf("[", at - 1)
  ) {
    const header = lineStart(text, at) === at ? headerAt(text, at) : undefined;
    if (header !== undefined) return header;
  }
  return undefined;
}

/** The first header below another, or the first of all. Only an indented one can be the continuation of a value, so only there the lines above count. */
function headerBelow(text: FileText, above: Header | undefined): Header | undefined {
  const context: Context = { indent: above?.indent ?? 0, open: false };
  let read = above?.end ?? firstLine(text);
  let end = read;
  for (let at = text.indexOf("[", end); at !== -1; at = text.indexOf("[", end)) {
    end = at + 1;
    const start = lineStart(text, at);
    const header = start === undefined ? undefined : headerAt(text, start);
    if (header === undefined) continue;
    end = header.end;
    if (above === undefined || header.indent === 0) return header;
    for (const line of bodyLines(text, read, header.start, context)) read = line.end;
    if (!context.open || header.indent <= context.indent) return header;
  }
  return undefined;
}

function headerAt(text: FileText, start: number): Header | undefined {
  const line = readLine(text, start);
  const name = headerOf(line.value);
  return name === undefined ? undefined : { ...line, name };
}

function sectionOf(
  text: FileText,
  { name, start, end }: Header,
  next: Header | undefined,
): Section {
  return { name, start, bodyStart: end, end: next?.start ?? text.length };
}

/** Where the line of a bracket begins, or `undefined` where it cannot be the first character of one. */
function lineStart(text: FileText, bracket: number): number | undefined {
  const first = firstLine(text);
  let start = bracket;
  for (; start > first; start -= 1) {
    const code = text.charCodeAt(start - 1);
    if (code === 0x0a || code === 0x0d) break;
    // Bytes above ASCII may be part of a blank such as U+00A0; the decoded line decides.
    if (code < 0x80 && !isBlank(code)) return undefined;
  }
  return start;
}
