/** JSON in files of our own, which are read and written byte by byte. */
import type { FileText } from "../ports.ts";

/** A value as text, ASCII only. */
export function jsonText(value: unknown): FileText {
  const escaped = (character: string): string =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `${JSON.stringify(value, undefined, 2).replace(/[^\0-\x7e]/g, escaped)}\n`;
}

/** The value of a text; `undefined` for what is no JSON. */
export function parsedJson(text: FileText | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
