/** The editor of AWS's two files: bytes in, bytes out, and only those of one section's own settings change. */
import { AwsmfaError } from "../errors.ts";
import type { FileText } from "../ports.ts";
import { encode } from "./bytes.ts";
import { type Entry, type Ini, entriesOf, readIni } from "./ini.ts";
import type { Section } from "./sections.ts";
import { finalLineEnd, headerOf, lineEndAt } from "./lines.ts";
import { requireWritable } from "./writable.ts";

/**
 * Sets keys in a section, and adds the section at the very end if there is none. Everything else in the
 * file and in the section stays byte for byte; a value that is there already, behind `=`, is not written anew. A new
 * section always has one line end before it, whether the text ended in one or not, so that
 * {@link removeSection} can give the text back as it was.
 *
 * Throws `unsafe-edit` for what could not be read back, `foreign-section` if the section stands twice.
 * @param text the file, or `undefined` where there is none
 * @param name what stands between the brackets
 * @param put the settings by key, in lower case; a value that begins with `\n` is a block such as `s3 =`
 * @param drop keys to remove; `put` wins
 */
export function putSection(
  text: FileText | undefined,
  name: string,
  put: ReadonlyMap<string, string>,
  drop: readonly string[] = [],
): FileText {
  requireWritable(name, put);
  const ini = readIni(text ?? "");
  const section = findSection(ini, name);
  if (section !== undefined) return changed(ini, section, put, new Set(drop));
  const eol = usualLineEnd(text ?? "");
  const lines = [...put].map(([key, value]) => render(key, value, "", eol));
  return (text === undefined ? "" : text + eol) + `[${encode(name)}]${eol}` + lines.join("");
}

/**
 * Takes a section out, from its header to the last line of its last setting, with the line end that
 * {@link putSection} put before it. Comments and blank lines below that stay: they speak of what follows.
 * Gives the text back if there is no such section, `undefined` if the text held nothing else: the file goes.
 *
 * Throws `foreign-section` if the section stands twice, `unsafe-edit` if an indented header would go too.
 */
export function removeSection(text: FileText, name: string): FileText | undefined {
  const ini = readIni(text);
  const section = findSection(ini, name);
  if (section === undefined) return text;
  const entries = entriesOf(ini, section);
  for (const entry of entries) requireNoHeader(entry, name);
  const before = text.slice(0, section.start);
  const after = text.slice(entries.at(-1)?.end ?? section.bodyStart);
  if (before === "" && after === "") return undefined;
  return withoutGap(before, after, usualLineEnd(text)) + after;
}

/** The text before a section without the line end that was put there, unless two lines would become one. */
function withoutGap(before: FileText, after: FileText, usual: string): FileText {
  const gap = before.endsWith(usual) ? usual : finalLineEnd(before);
  const shorter = before.slice(0, before.length - gap.length);
  const glued =
    shorter !== "" && finalLineEnd(shorter) === "" && after !== "" && lineEndAt(after, 0) === "";
  return glued ? before : shorter;
}

function findSection(ini: Ini, name: string): Section | undefined {
  const [section, again] = ini.named(name);
  if (again === undefined) return section;
  throw new AwsmfaError(
    "foreign-section",
    `section [${name}] stands twice in this file; awsmfa changes neither`,
    `remove one of the two [${name}] by hand, then run the command again`,
  );
}

function changed(
  ini: Ini,
  section: Section,
  put: ReadonlyMap<string, string>,
  drop: ReadonlySet<string>,
): FileText {
  const { text } = ini;
  const entries = entriesOf(ini, section);
  const lastOf = new Map(entries.map((entry) => [entry.key, entry]));
  const usual = usualLineEnd(text);
  let result = text.slice(0, section.bodyStart);
  let copied = section.bodyStart;
  for (const entry of entries) {
    const value = put.get(entry.key);
    if (value === undefined && !drop.has(entry.key)) continue;
    const keep = value !== undefined && lastOf.get(entry.key) === entry;
    if (keep && value === entry.value && hasEqualsSign(text, entry)) continue;
    requireNoHeader(entry, section.name);
    result += text.slice(copied, entry.start);
    if (keep) result += replaced(text, entry, value, usual);
    copied = entry.end;
  }
  const end = entries.at(-1)?.end ?? section.bodyStart;
  result += text.slice(copied, end);
  const missing = [...put].filter(([key]) => !lastOf.has(key));
  if (missing.length > 0 && finalLineEnd(result) === "") result += usual;
  const indent = indentAt(text, entries.at(-1)?.start ?? section.start);
  for (const [key, value] of missing) result += render(key, value, indent, usual);
  return result + text.slice(end);
}

/** Whether `=` parts key and value. The AWS CLI takes `:` too; other programs do not, and this is ours to write. */
function hasEqualsSign(text: FileText, { start, end }: Entry): boolean {
  return /[=:]/.exec(text.slice(start, end))?.[0] === "=";
}

/** An entry's lines with another value, in the place, the indent and the line ends of the old ones. */
function replaced(text: FileText, entry: Entry, value: string, usual: string): FileText {
  const old = text.slice(entry.start, entry.end);
  const eol = finalLineEnd(old);
  const lines = render(entry.key, value, indentAt(text, entry.start), eol || usual);
  return eol === "" ? lines.slice(0, -usual.length) : lines;
}

/** An indented `[x]` below a key continues its value for the AWS CLI, but is a section to other programs. */
function requireNoHeader(entry: Entry, name: string): void {
  if (
    !entry.value
      .split("\n")
      .slice(1)
      .some((line) => headerOf(line) !== undefined)
  )
    return;
  throw new AwsmfaError(
    "unsafe-edit",
    `an indented section header stands below ${entry.key} in [${name}]; nothing was written`,
    "remove the blanks before that header by hand, then run the command again",
  );
}

function render(key: string, value: string, indent: string, eol: string): FileText {
  const [first = "", ...block] = value.split("\n");
  const lines = [first === "" ? `${key} =` : `${key} = ${first}`];
  for (const line of block) lines.push(line === "" ? "" : `    ${line}`);
  return lines.map((line) => (line === "" ? eol : indent + encode(line) + eol)).join("");
}

function indentAt(text: FileText, start: number): FileText {
  return /[ \t]*/y.exec(text.slice(start, start + 200))?.[0] ?? "";
}

/** The line end of a text: its first one, `\n` if it has none. */
function usualLineEnd(text: FileText): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
}
