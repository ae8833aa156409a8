/**
 * From bytes to characters and back, and what counts as blank. The AWS CLI reads its files with Python's
 * configparser, so Python's idea of white space is the one that decides where a value ends.
 */
import type { FileText } from "../ports.ts";

/** UTF-8's byte order mark, as {@link FileText} shows it. */
export const BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

const NOT_ASCII = /[\u0080-\uffff]/;

/** The characters of some bytes of a file; bytes that are not UTF-8 become U+FFFD. */
export function decode(bytes: FileText): string {
  return NOT_ASCII.test(bytes) ? Buffer.from(bytes, "latin1").toString("utf8") : bytes;
}

/** The bytes of some characters, in UTF-8. */
export function encode(characters: string): FileText {
  return NOT_ASCII.test(characters)
    ? Buffer.from(characters, "utf8").toString("latin1")
    : characters;
}

const WIDE_BLANKS = /[\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** Whether Python's `str.isspace` holds for a UTF-16 code unit. JavaScript's `trim` differs: U+0085, U+FEFF, U+001C…F. */
export function isBlank(code: number): boolean {
  if (code > 0x7f) return WIDE_BLANKS.test(String.fromCharCode(code));
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f);
}

/** How many blanks a text begins with; all of it may be blank. */
export function blanksBefore(text: string): number {
  let count = 0;
  while (count < text.length && isBlank(text.charCodeAt(count))) count += 1;
  return count;
}

/** The text without the blanks at its end, as Python's `str.rstrip`. */
export function stripEnd(text: string): string {
  let end = text.length;
  // A loop: the regular expression for this takes quadratic time on long runs of blanks.
  while (end > 0 && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The text without the blanks around it, as Python's `str.strip`. */
export function strip(text: string): string {
  return stripEnd(text).slice(blanksBefore(text));
}
