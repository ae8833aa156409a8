/** What ykman says when it fails, in our words: by fragments that versions 3 to 5 share. Pure. */
import type { Ended } from "../ports-run.ts";
import { oneLine } from "../errors.ts";
import type { NoCode } from "./code-source.ts";

/**
 * What is wrong. `absent`: no such YubiKey is plugged in; `pulled`: it was, and went; `busy`: another program has it,
 * or it waits for a touch that somebody asked for; `locked`: its password is wanted, or was wrong.
 */
export type FailureKind = "absent" | "pulled" | "busy" | "locked" | "several" | "other";

/** Why ykman did not do it. */
export interface YkmanFailure extends NoCode {
  readonly kind: FailureKind;
}

type Row = readonly [fragment: RegExp, kind: FailureKind, reason: string, hint?: string];

const PULLED = "the YubiKey was pulled out";
const BUSY = "another program uses the YubiKey, or it still waits for a touch";
const FREE = "try again in 15 s; what gpg holds is let go by: gpgconf --kill scdaemon";
const LIST = "what is plugged in: ykman list";

/** In the order in which they are looked for: what is said beside another failure comes first. */
const TABLE: readonly Row[] = [
  [
    /PC\/SC not available/i,
    "other",
    "smart cards cannot be reached: the service for them (pcscd) does not run",
    "sudo systemctl start pcscd.socket    (Debian, Ubuntu: sudo apt install pcscd)",
  ],
  [/Touch (account|credential) timed out/i, "other", "the YubiKey was not touched within 15 s"],
  [
    /Wrong password|Enter (the|your) (current )?password/i,
    "locked",
    "the YubiKey wants its OATH password",
    "ykman oath access remember",
  ],
  [
    /security violation|access (was |is )?denied|not authorized/i,
    "other",
    "this user may not use smart cards",
    "on Linux polkit decides: org.debian.pcsc-lite.access_pcsc and access_card",
  ],
  [/Failed connecting to (a|the) YubiKey/i, "absent", "that YubiKey is not plugged in", LIST],
  [/No YubiKey detected/i, "absent", "no YubiKey is plugged in", LIST],
  [
    /Multiple YubiKeys detected/i,
    "several",
    "several YubiKeys are plugged in",
    "name one: aws configure set awsmfa_yubikey_serial NUMBER",
  ],
  [/card was reset|sharing violation/i, "busy", BUSY, FREE],
  [/Failed to connect to YubiKey|Failed opening device/i, "busy", BUSY, FREE],
  [/Transaction failed|card (was |is )?removed|no smart card/i, "pulled", PULLED, LIST],
  [
    /No matching account|No matching credential/i,
    "other",
    "the account is not on the YubiKey",
    "what is on it: ykman oath accounts list",
  ],
  [
    /No space left/i,
    "other",
    "the YubiKey has no room for another account",
    "what is on it: ykman oath accounts list",
  ],
  [
    /Multiple matches/i,
    "other",
    "ykman found no account of exactly that name",
    "what is on it: ykman oath accounts list",
  ],
  [
    /not enabled or not available|required USB interfaces|application is (currently )?disabled/i,
    "other",
    "the YubiKey's OATH application is disabled, or it has none",
    "ykman config usb --enable OATH",
  ],
  [
    /No such (option|command)|Usage: /,
    "other",
    "this ykman understands other words than versions 3 to 5",
    "ykman --version",
  ],
  [
    /APDU error|object has no attribute 'value'/,
    "other",
    "the YubiKey answered with an error",
    "pull it out and put it in again",
  ],
];

/** Why a call failed, or `undefined` where it did not. @param limit how long it had, in milliseconds */
export function failureOf(ended: Ended, limit: number): YkmanFailure | undefined {
  const { why, status, stderr } = ended;
  if (why === "itself" && status === 0) return undefined;
  const hint = "try it: ykman oath accounts list";
  if (why === "cancelled") return { kind: "other", reason: "the YubiKey is not needed any more" };
  if (why === "limit")
    return { kind: "other", reason: `ykman did not end within ${limit / 1000} s`, hint };
  if (why === "overflow")
    return {
      kind: "other",
      reason: "ykman printed more than makes sense (1 MiB), and was ended",
      hint,
    };
  const said = failureSaid(stderr);
  if (said !== undefined) return said;
  if (/Aborted!/.test(stderr)) return { kind: "other", reason: "ykman was interrupted", hint };
  return { kind: "other", reason: `ykman failed: ${lastLine(ended)}`, hint };
}

/** The failure that a text on stderr speaks of: `ykman list` tells of it and ends well. */
export function failureSaid(stderr: string): YkmanFailure | undefined {
  const row = TABLE.find(([fragment]) => fragment.test(stderr));
  if (row === undefined) return undefined;
  const [, kind, reason, hint] = row;
  return { kind, reason, ...(hint !== undefined && { hint }) };
}

/** The last line of an error that nobody foresaw; what a call printed on stdout is never shown. */
function lastLine({ why, status, stderr, killedBy }: Ended): string {
  const last = stderr.trimEnd().split(/\r?\n/).at(-1)?.trim() ?? "";
  if (why === "itself" && last !== "")
    return oneLine(last.replace(/^error:\s*/i, "")).slice(0, 160);
  return killedBy === undefined ? `status ${status ?? "unknown"}` : `ended by ${killedBy}`;
}
