/**
 * A failure with its code and its words. `catalogue.ts` lists the codes; the sentence and the hint are written
 * where the cause is known. Types alone come from there: the fast path holds this file, and not the catalogue.
 */
import type { CATALOGUE } from "./catalogue.ts";

/** The literal codes of {@link AwsmfaError}. */
export type ErrorCode = keyof typeof CATALOGUE;

/** A failure with words for the person: what happened and why, and what to type next. */
export class AwsmfaError extends Error {
  /** What went wrong, for programs and tests. */
  readonly code: ErrorCode;
  /** What to type next; at most two lines. */
  readonly hint: string | undefined;

  /**
   * @param code what went wrong, for programs and tests
   * @param message one sentence, without secrets and without the prefix
   * @param hint what to type next; lines, at most two
   * @param options.cause the foreign error, shown by `--debug` only
   */
  constructor(
    code: ErrorCode,
    message: string,
    hint?: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
    this.name = "AwsmfaError";
    this.code = code;
    this.hint = hint;
  }
}

/** Foreign text may hold line ends and terminal control characters; what is said has neither. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

/** Line ends and the styles that are ours (`Paint`), and what else a terminal would obey. */
const OBEYED = /\n|\u001b\[(?:[12]|22|3[1-3]|39)m|[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

/** Text as a terminal may show it: names in files may hold what would move the cursor or set the title (ECMA-48). */
export function shown(text: string): string {
  return text.replace(OBEYED, (match) => (match === "\n" || match.length > 1 ? match : " "));
}
