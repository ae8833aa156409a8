/** What the tool remembers between runs, as a value and as text. No secret is in it. */
import { join } from "node:path";
import type { Environment, FileText } from "../ports.ts";
import { stateFolder } from "../profiles/platform-folders.ts";
import { jsonText, parsedJson } from "../words/json-text.ts";

/** A code that was sent to AWS. */
export interface SpentCode {
  readonly serial: string;
  readonly salt: string;
  readonly hash: string;
  /** The time step of a computed code, which two processes can compare without the code. */
  readonly step?: number;
  /** Milliseconds since the epoch, by this machine's clock. */
  readonly at: number;
}

/** How far this machine's clock was off, and a mark to notice that it was set since. */
export interface RememberedClock {
  /** AWS's clock less this machine's, in milliseconds. */
  readonly offset: number;
  /** When the machine started by its own clock, milliseconds since the epoch. */
  readonly started: number;
}

/** A device that is not to be offered again as the `mfa_serial` of a profile. */
export interface Unsaved {
  readonly profile: string;
  readonly serial: string;
}

/** A YubiKey of which AWS took a code for a device. */
export interface RememberedYubiKey {
  readonly serial: string;
  /** The YubiKey's own serial number; empty where it does not tell it. */
  readonly key: string;
}

/** A device that was being enrolled: if it is still there and nobody's, it is a leftover of ours. */
export interface Enrolling {
  readonly profile: string;
  readonly serial: string;
}

/** What is remembered of a profile's failed renewals. */
export interface Attempt {
  readonly profile: string;
  /** How many failed in a row. */
  readonly failures: number;
  /** When the last one failed, and before when there is no use in another; milliseconds since the epoch, by this machine's clock. */
  readonly at: number;
  readonly next: number;
}

/** A session that was told of. */
export interface Told {
  readonly profile: string;
  /** When it ends, milliseconds since the epoch. */
  readonly expires: number;
}

/** Everything that is remembered. */
export interface Memory {
  readonly lastProfile: string | undefined;
  readonly clock: RememberedClock | undefined;
  readonly spent: readonly SpentCode[];
  readonly unsaved: readonly Unsaved[];
  /** Absent where there is none. */
  readonly yubikeys?: readonly RememberedYubiKey[];
  /** The serial numbers of MFA devices whose YubiKey wanted to be touched for its last code. */
  readonly touch?: readonly string[];
  readonly enrolling?: readonly Enrolling[];
  readonly attempts: readonly Attempt[];
  readonly told: readonly Told[];
}

const NOTHING: Memory = {
  lastProfile: undefined,
  clock: undefined,
  spent: [],
  unsaved: [],
  attempts: [],
  told: [],
};

/** The path of the memory in the platform's state folder (XDG Base Directory Specification; Apple and Microsoft conventions). */
export function memoryPath(environment: Environment, home: string, platform: string): string {
  return join(stateFolder(environment, home, platform), "awsmfa", "memory.json");
}

/** Reads the memory's text; what cannot be understood is forgotten, piece by piece. */
export function readMemory(text: FileText | undefined): Memory {
  const value = parsedJson(text);
  if (!isRecord(value)) return NOTHING;
  const { lastProfile, clock, spent, unsaved, yubikeys, touch, enrolling, attempts, told } = value;
  return {
    lastProfile: typeof lastProfile === "string" ? lastProfile : undefined,
    clock: isClock(clock) ? { offset: clock.offset, started: clock.started } : undefined,
    spent: Array.isArray(spent) ? spent.filter(isSpent) : [],
    unsaved: Array.isArray(unsaved) ? unsaved.filter(isUnsaved) : [],
    ...(Array.isArray(yubikeys) && { yubikeys: yubikeys.filter(isYubiKey) }),
    ...(Array.isArray(touch) && { touch: touch.filter((each) => typeof each === "string") }),
    ...(Array.isArray(enrolling) && { enrolling: enrolling.filter(isUnsaved) }),
    attempts: Array.isArray(attempts) ? attempts.filter(isAttempt) : [],
    told: Array.isArray(told) ? told.filter(isTold) : [],
  };
}

/** The memory as text. */
export function memoryText(memory: Memory): FileText {
  return jsonText(memory);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isClock(value: unknown): value is RememberedClock {
  return isRecord(value) && Number.isFinite(value["offset"]) && Number.isFinite(value["started"]);
}

function isSpent(value: unknown): value is SpentCode {
  return (
    isRecord(value) &&
    ["serial", "salt", "hash"].every((key) => typeof value[key] === "string") &&
    Number.isFinite(value["at"]) &&
    ["number", "undefined"].includes(typeof value["step"])
  );
}

function isUnsaved(value: unknown): value is Unsaved {
  return isRecord(value) && ["profile", "serial"].every((key) => typeof value[key] === "string");
}

function isYubiKey(value: unknown): value is RememberedYubiKey {
  return isRecord(value) && ["serial", "key"].every((key) => typeof value[key] === "string");
}

function isAttempt(value: unknown): value is Attempt {
  if (!isRecord(value) || typeof value["profile"] !== "string") return false;
  return ["failures", "at", "next"].every((key) => Number.isFinite(value[key]));
}

function isTold(value: unknown): value is Told {
  return (
    isRecord(value) && typeof value["profile"] === "string" && Number.isFinite(value["expires"])
  );
}
