/** The interface of a place where a six-digit code comes from. */
import type { Input } from "../ports.ts";
import type { Terminal } from "../ports-terminal.ts";

/** What is asked of a source. */
export interface CodeRequest {
  readonly profile: string;
  readonly serial: string;
  /** What the user gave: `--code` (`-` for standard input) and `AWSMFA_CODE`. */
  readonly given: { readonly option: string | undefined; readonly variable: string | undefined };
  /** How many codes AWS has refused so far. */
  readonly refused: number;
  /** Why a code will not do before it is sent (it was sent before), or `undefined`. */
  readonly objection: (code: string) => Promise<Objection | undefined>;
}

/** Why a code is not sent, and what to do. */
export interface Objection {
  readonly reason: string;
  readonly hint: string;
}

/** The ports that sources act through. */
export interface CodePorts {
  readonly terminal: Terminal;
  readonly input: Input;
}

/** What a source says when it is tried: a code of six digits, or why there is none. */
export type CodeAnswer =
  | { readonly code: string }
  | { readonly code?: never; readonly reason: string; readonly hint?: string };

/** A place where codes come from. */
export interface CodeSource {
  /** As `--source` and `awsmfa_source` name it. */
  readonly name: string;
  /** Whether it works with nobody there. */
  readonly unattended: boolean;
  /** Why the source cannot even be tried now, as the end of a sentence, or `undefined`. Quick, and touches nothing. */
  obstacle(
    request: Pick<CodeRequest, "given" | "refused">,
    ports: CodePorts,
  ): Promise<string | undefined>;
  /**
   * Tries the source: a code that is well formed and not objected to, or why there is none (Ctrl-D, an
   * empty standard input). Throws `interrupted` on Ctrl-C, `usage` for a given code that cannot be one.
   */
  code(request: CodeRequest, ports: CodePorts): Promise<CodeAnswer>;
}

/** The six digits of a code as people type it, blanks and dashes left out, or `undefined` if it has not six (RFC 6238; STS API reference, TokenCode). */
export function digitsOf(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, "");
  return /^\d{6}$/.test(digits) ? digits : undefined;
}
