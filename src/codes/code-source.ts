/** The interface of a place where a six-digit code comes from. */
import type { Context } from "../ports.ts";
import type { Profile } from "../profiles/profile.ts";
import type { ListPorts } from "../secrets/stored-secrets.ts";
import type { StorePorts } from "../secrets/secret-store.ts";
import type { TotpSecret } from "../secrets/totp-secret.ts";
import type { Notice } from "./notice.ts";

/** What is asked of a source. */
export interface CodeRequest {
  readonly profile: string;
  readonly serial: string;
  /** The profile's settings. */
  readonly settings: Profile["settings"];
  /** What the user gave: `--code` (`-` for standard input) and `AWSMFA_CODE`. */
  readonly given: { readonly option: string | undefined; readonly variable: string | undefined };
  /** How many codes AWS has refused so far. */
  readonly refused: number;
  /** The names of the sources that they came from; none if absent. */
  readonly refusedFrom?: readonly string[];
  /** Why a code will not do before it is sent (it was sent before), or `undefined`. @param step of a computed code */
  readonly objection: (code: string, step?: number) => Promise<Objection | undefined>;
  /** AWS's clock as far as it is known now, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Secrets that this run has opened, or why they could not be, by serial number: a second try opens nothing again. */
  readonly opened: Map<string, TotpSecret | NoCode>;
  /** Aborts when the code is no longer wanted, since another source has one: whatever was begun ends, and what was shown goes. */
  readonly signal?: AbortSignal;
  /** What `--source` named, if it was given. */
  readonly chosen?: string | undefined;
  /** The YubiKeys of which AWS has taken a code before. */
  readonly yubikeys?: readonly UsedYubiKey[] | undefined;
  /** What this run has found out about the YubiKey and ykman, and was told: a second try asks nothing again. */
  readonly yubikey?: KnownYubiKey;
  /** Where a line is shown while it waits; that of the terminal if absent. */
  readonly notice?: Notice;
  /** Puts the question that stands beside away, asks another in its place, and puts it again; absent where none stands. `undefined`: there was no more use for it. */
  readonly inItsPlace?: <T>(other: () => Promise<T>) => Promise<T | undefined>;
  /** Aborts when the question that stands beside has come to nothing: given up, or no window could be opened; absent where none stands. */
  readonly unasked?: AbortSignal;
  /** The name of the source that may answer beside the question; absent where none does. */
  readonly beside?: string;
}

/** A YubiKey of which AWS took a code. */
export interface UsedYubiKey {
  /** The serial number of the MFA device at AWS. */
  readonly serial: string;
  /** That of the YubiKey; empty where it does not tell. */
  readonly key: string;
}

/** What is known of the YubiKey in a run; the password never leaves it. */
export interface KnownYubiKey {
  ykman?: { readonly program: string; readonly version: readonly [number, number] };
  /** The serial number of the YubiKey. */
  key?: string;
  /** Whether it was picked from several. */
  several?: boolean;
  /** The account's id on it. */
  account?: string;
  /** Of its OATH application. */
  password?: string;
  /** Whether it wanted to be touched for its last code. */
  touch?: boolean;
}

/** What is known before there is a code, and perhaps no device yet. */
export type Standing = Pick<
  CodeRequest,
  "profile" | "settings" | "given" | "refused" | "refusedFrom" | "chosen" | "yubikeys"
> & {
  /** The device, or `undefined` where it is yet to be looked up. */
  readonly serial: string | undefined;
};

/** Why a code is not sent, and what to do. */
export interface Objection {
  readonly reason: string;
  readonly hint: string;
}

/** The ports that sources act through. */
export type CodePorts = Pick<
  Context,
  "terminal" | "input" | "environment" | "clock" | "output" | "run" | "debug"
> &
  StorePorts &
  ListPorts;

/** What a source says when it is tried: a code of six digits, with its time step where it was computed and the serial number of the YubiKey where one did; or why there is none. */
export type CodeAnswer = HadCode | NoCode;

/** A code, and what is known of it. */
export interface HadCode {
  readonly code: string;
  readonly step?: number;
  readonly key?: string;
}

/** Why a source has no code, and what to do. */
export interface NoCode {
  readonly code?: never;
  readonly reason: string;
  readonly hint?: string;
  /** That somebody was asked and gave up: then no other source asks. */
  readonly gaveUp?: true;
}

/** A place where codes come from. */
export interface CodeSource {
  /** As `--source` and `awsmfa_source` name it. */
  readonly name: string;
  /** Whether it works with nobody there. */
  readonly unattended: boolean;
  /** Whether it is somebody at hand who is asked. */
  readonly asks: boolean;
  /** Whether it runs beside the source that asks, where there is one: the first answer counts. */
  readonly beside?: true;
  /**
   * Whether it would be tried for a profile when nothing is given with the command. Pure: `status` shows it.
   * @param stored whether a secret is stored for the profile's device
   * @param used whether AWS has taken a code of a YubiKey for it
   */
  stands(settings: Profile["settings"], stored: boolean, used?: boolean): boolean;
  /** Why the source cannot even be tried now, as the end of a sentence, or `undefined`. Quick, and touches nothing. */
  obstacle(request: Standing, ports: CodePorts): Promise<string | undefined>;
  /**
   * Tries the source: a code that is well formed and not objected to, or why there is none (Ctrl-D, an
   * empty standard input). Throws `interrupted` on Ctrl-C, `usage` for a given code that cannot be one.
   */
  code(request: CodeRequest, ports: CodePorts): Promise<CodeAnswer>;
}

/** The names in `awsmfa_source`, separated by blanks or commas. */
export function namesIn(setting: string | undefined): readonly string[] {
  return setting?.split(/[\s,]+/).filter((name) => name !== "") ?? [];
}

/** The six digits of a code as people type it, blanks and dashes left out, or `undefined` if it has not six (RFC 6238; STS API reference, TokenCode). */
export function digitsOf(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, "");
  return /^\d{6}$/.test(digits) ? digits : undefined;
}
