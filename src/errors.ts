/**
 * Every way in which the program can fail, as a literal code. A code has an exit status here; its
 * sentence and its hint are written where the cause is known.
 */

/** Exit statuses of the contract, by name. */
export const EXIT = {
  ok: 0,
  failure: 1,
  usage: 2,
  noSession: 3,
  refused: 4,
  noCode: 5,
  unreachable: 6,
  hangup: 129,
  interrupted: 130,
  terminated: 143,
} as const;

const STATUS = {
  /** The command line is wrong. */
  usage: EXIT.usage,
  "unknown-profile": EXIT.failure,
  /** No profile was named and none can be told from the files. */
  "no-profile": EXIT.failure,
  /** The profile has no access key. */
  "no-keys": EXIT.failure,
  /** The profile's own keys are temporary: GetSessionToken refuses them. */
  "temporary-keys": EXIT.failure,
  /** The profile signs in with IAM Identity Center. */
  "sso-profile": EXIT.failure,
  /** The profile assumes a role. */
  "role-profile": EXIT.failure,
  /** A setting of the profile cannot be used. */
  "bad-setting": EXIT.failure,
  "no-device": EXIT.failure,
  /** Several devices, and nobody to ask which. */
  "several-devices": EXIT.noSession,
  /** The only devices are FIDO security keys, which STS does not take. */
  "security-key-only": EXIT.failure,
  "file-unreadable": EXIT.failure,
  "file-unwritable": EXIT.failure,
  /** Other processes keep the file locked. */
  "file-busy": EXIT.failure,
  /** A section of the session's name exists that we did not write. */
  "foreign-section": EXIT.failure,
  /** A check of an edit failed: nothing was written. */
  "unsafe-edit": EXIT.failure,
  /** No fresh session, and nobody may be asked. */
  "no-terminal": EXIT.noSession,
  /** No source gave a code. */
  "no-code": EXIT.noCode,
  "wrong-code": EXIT.refused,
  "wrong-serial": EXIT.refused,
  "unknown-key": EXIT.refused,
  "wrong-secret": EXIT.refused,
  /** This machine's clock is too far from AWS's. */
  "wrong-clock": EXIT.refused,
  "access-denied": EXIT.refused,
  /** AWS refused for a reason that has no code of its own here. */
  "aws-refused": EXIT.refused,
  unreachable: EXIT.unreachable,
  interrupted: EXIT.interrupted,
  /** A bug. */
  internal: EXIT.failure,
} as const;

/** The literal codes of {@link AwsmfaError}. */
export type ErrorCode = keyof typeof STATUS;

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
  return STATUS[code];
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

/** Foreign text may hold line ends and terminal control characters; an error has neither. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, " ").trim();
}
