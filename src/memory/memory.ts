/** What the tool remembers between runs, as a value and as text. No secret is in it. */
import { isAbsolute, join } from "node:path";
import type { Environment, FileText } from "../ports.ts";

/** A code that was sent to AWS. */
export interface SpentCode {
  readonly serial: string;
  readonly salt: string;
  readonly hash: string;
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

/** Everything that is remembered. */
export interface Memory {
  readonly lastProfile: string | undefined;
  readonly clock: RememberedClock | undefined;
  readonly spent: readonly SpentCode[];
  readonly unsaved: readonly Unsaved[];
}

const NOTHING: Memory = { lastProfile: undefined, clock: undefined, spent: [], unsaved: [] };

/** The path of the memory in the platform's state folder (XDG Base Directory Specification; Apple and Microsoft conventions). */
export function memoryPath(environment: Environment, home: string, platform: string): string {
  return join(stateFolder(environment, home, platform), "awsmfa", "memory.json");
}

function stateFolder(environment: Environment, home: string, platform: string): string {
  const xdg = environment["XDG_STATE_HOME"];
  // The specification wants relative paths ignored.
  if (xdg !== undefined && isAbsolute(xdg)) return xdg;
  if (platform === "darwin") return join(home, "Library", "Application Support");
  if (platform === "win32") return environment["LOCALAPPDATA"] || join(home, "AppData", "Local");
  return join(home, ".local", "state");
}

/** Reads the memory's text; what cannot be understood is forgotten, piece by piece. */
export function readMemory(text: FileText | undefined): Memory {
  const value = parsed(text);
  if (value === undefined) return NOTHING;
  const { lastProfile, clock, spent, unsaved } = value;
  return {
    lastProfile: typeof lastProfile === "string" ? lastProfile : undefined,
    clock: isClock(clock) ? { offset: clock.offset, started: clock.started } : undefined,
    spent: Array.isArray(spent) ? spent.filter(isSpent) : [],
    unsaved: Array.isArray(unsaved) ? unsaved.filter(isUnsaved) : [],
  };
}

/** The memory as text: ASCII only, since files are read byte by byte. */
export function memoryText(memory: Memory): FileText {
  const escaped = (character: string): string =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `${JSON.stringify(memory, undefined, 2).replace(/[^\0-\x7e]/g, escaped)}\n`;
}

function parsed(text: FileText | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
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
    Number.isFinite(value["at"])
  );
}

function isUnsaved(value: unknown): value is Unsaved {
  return isRecord(value) && ["profile", "serial"].every((key) => typeof value[key] === "string");
}
