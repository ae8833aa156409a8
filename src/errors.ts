/**
 * An error as a person meets it. `catalogue.ts` lists the codes with their exit statuses; the sentence and
 * the hint are written where the cause is known.
 */
import { CATALOGUE } from "./catalogue.ts";

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

/** The exit status that goes with an error code. */
export function statusOf(code: ErrorCode): number {
  return CATALOGUE[code].status;
}

/** Any thrown value as an {@link AwsmfaError}; what is not one is a bug, and says so. */
export function asAwsmfaError(thrown: unknown): AwsmfaError {
  if (thrown instanceof AwsmfaError) return thrown;
  return new AwsmfaError(
    "internal",
    `this is a bug in awsmfa: ${thrown instanceof Error ? thrown.message : "unknown error"}`,
    "run it again with --debug and report what it says",
    { cause: thrown },
  );
}

/** The lines for stderr, prefix included: what happened, then the hint. */
export function renderError(error: AwsmfaError): string[] {
  const hints = error.hint === undefined ? [] : error.hint.split("\n").slice(0, 2);
  return [
    `awsmfa: error: ${oneLine(error.message)}`,
    ...hints.map((hint) => `awsmfa: hint: ${oneLine(hint)}`),
  ];
}

/** An error as `--json` gives it, in the words of {@link renderError}; `hint` is `null` where there is none. */
export function errorValue(error: AwsmfaError): unknown {
  const { code, message, hint } = error;
  const hints = hint?.split("\n").slice(0, 2).map(oneLine).join("\n") ?? null;
  return { error: { code, message: oneLine(message), hint: hints, status: statusOf(code) } };
}

/** Foreign text may hold line ends and terminal control characters; what is said has neither. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
}
