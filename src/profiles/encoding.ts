/** Which files are not text as AWS's files are: those must not get a section of ours, which would make them worse. */
import { AwsmfaError } from "../errors.ts";
import type { FileText } from "../ports.ts";
import { typed } from "../words/typed.ts";

/** UTF-16 shows by its byte order mark, or by NULs beside its first two characters; Windows PowerShell's `>` writes it. */
const UTF_16 = /^(?:\xff\xfe|\xfe\xff|(?:\0[^\0]){2}|(?:[^\0]\0){2})/;

/** Whether a text is UTF-16, of which neither we nor botocore read a line. */
export function isUtf16(text: FileText): boolean {
  return UTF_16.test(text);
}

/**
 * Gives a file's text back if it can be read as one.
 * @param path for words
 * @throws AwsmfaError `file-unreadable` for UTF-16
 */
export function readableText<T extends FileText | undefined>(text: T, path: string): T {
  if (text === undefined || !isUtf16(text)) return text;
  const file = typed(path);
  throw new AwsmfaError(
    "file-unreadable",
    `cannot read ${path}: it is UTF-16, and AWS's files are UTF-8`,
    `make a copy in UTF-8: (umask 077; iconv -f UTF-16 -t UTF-8 ${file} > ${file}.utf8)\nlook at it, then put it in place: mv ${file}.utf8 ${file}`,
  );
}
