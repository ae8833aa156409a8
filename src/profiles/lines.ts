/**
 * The lines of an ini file and what each one is, by the rules of Python's `configparser.RawConfigParser._read`,
 * which botocore reads the AWS files with.
 */
import type { FileText } from "../ports.ts";
import { BYTE_ORDER_MARK, blanksBefore, decode, strip } from "./bytes.ts";

/** A line. Offsets are bytes of the file; `end` is behind the line end. */
export interface Line {
  readonly start: number;
  readonly end: number;
  /** How many blanks it begins with. */
  readonly indent: number;
  /** What is between the blanks, decoded. */
  readonly value: string;
}

/** A line below a header; `bare` is one that configparser gives the whole file up for. */
export interface BodyLine extends Line {
  readonly kind: "blank" | "comment" | "continuation" | "key" | "bare";
}

/** What decides whether an indented line continues the value above it. {@link bodyLines} keeps it up to date. */
export interface Context {
  /** The indent of the last line that was no continuation. */
  indent: number;
  /** Whether that line was a key, so that there is a value to continue. */
  open: boolean;
}

/** Where the first line begins: behind a byte order mark. */
export function firstLine(text: FileText): number {
  return text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
}

/** The line end at an offset: `\r\n`, `\n`, `\r`, or nothing. */
export function lineEndAt(text: FileText, offset: number): string {
  if (text[offset] === "\n") return "\n";
  if (text[offset] !== "\r") return "";
  return text[offset + 1] === "\n" ? "\r\n" : "\r";
}

/** The line end that a text ends with, or nothing. */
export function finalLineEnd(text: FileText): string {
  return text.endsWith("\r\n") ? "\r\n" : lineEndAt(text, text.length - 1);
}

const LINE = /[^\r\n]*/y;

/** The line that begins at an offset. */
export function readLine(text: FileText, start: number): Line {
  LINE.lastIndex = start;
  LINE.test(text);
  const end = LINE.lastIndex;
  const raw = decode(text.slice(start, end));
  return {
    start,
    end: end + lineEndAt(text, end).length,
    indent: blanksBefore(raw),
    value: strip(raw),
  };
}

/**
 * The name in a header line's value, or `undefined` where it is none. As configparser's SECTCRE: up to the
 * last bracket, whatever follows it, and blanks belong to the name.
 */
export function headerOf(value: string): string | undefined {
  const close = value.lastIndexOf("]");
  return value.startsWith("[") && close > 1 ? value.slice(1, close) : undefined;
}

/** A key line's value split at its first `=` or `:`; the key as it was typed. `undefined` without either or without a key. */
export function splitKey(
  value: string,
): { readonly key: string; readonly value: string } | undefined {
  const delimiter = value.search(/[=:]/);
  if (delimiter < 1) return undefined;
  return { key: strip(value.slice(0, delimiter)), value: strip(value.slice(delimiter + 1)) };
}

/** The lines from `start` up to `end`, among which there must be no header. */
export function* bodyLines(
  text: FileText,
  start: number,
  end: number,
  context: Context,
): Generator<BodyLine> {
  for (let at = start; at < end;) {
    const line = readLine(text, at);
    const kind = kindOf(line, context);
    if (kind === "key" || kind === "bare") {
      context.indent = line.indent;
      context.open = kind === "key";
    }
    yield { ...line, kind };
    at = line.end;
  }
}

function kindOf({ value, indent }: Line, context: Context): BodyLine["kind"] {
  if (value === "") return "blank";
  if (value.startsWith("#") || value.startsWith(";")) return "comment";
  if (context.open && indent > context.indent) return "continuation";
  return splitKey(value) === undefined ? "bare" : "key";
}
