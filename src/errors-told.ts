/** An error as a person or a program meets it. */
import { CATALOGUE } from "./catalogue.ts";
import { AwsmfaError, type ErrorCode, oneLine } from "./errors.ts";

/** The exit status that goes with an error code. */
export function statusOf(code: ErrorCode): number {
  return CATALOGUE[code][0];
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

/** An error as `--json` gives it, in the words of {@link renderError}; `hint` is `null` where there is none. @param status the exit status */
export function errorValue(error: AwsmfaError, status: number): unknown {
  const { code, message, hint } = error;
  const hints = hint?.split("\n").slice(0, 2).map(oneLine).join("\n") ?? null;
  return { error: { code, message: oneLine(message), hint: hints, status } };
}
