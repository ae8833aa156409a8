/**
 * The fast path: answers `env`, `credential-process`, `status --prompt` and `--version` from what is there, or declines. It
 * shares every decision with the full program and adds none; at the slightest doubt it declines, and the
 * full program answers or fails in its own words.
 */
import { fstatSync, readFileSync, readlinkSync, statSync, writeSync } from "node:fs";
import type { Environment } from "./ports.ts";
import { isUtf16 } from "./profiles/encoding.ts";
import { type Asked, askedOf } from "./quick-arguments.ts";
import { type PlainFiles, isAtHandFresh, isNoneAtHand, sessionAtHand } from "./sessions/at-hand.ts";
import { clockAtHand } from "./sessions/clock-at-hand.ts";
import { secondsLeft } from "./sessions/fresh.ts";
import { placesOf } from "./sessions/places.ts";
import { RENEW_FROM, processText } from "./sessions/process-document.ts";
import { profileStatements, sessionStatements, unsetStatements } from "./sessions/variables.ts";
import { json } from "./shells/json.ts";
import type { Shell, Statement } from "./shells/shell.ts";
import { AT_HAND } from "./shells/at-hand.ts";
import { isGoBetween, languageAround, languageNamed } from "./shells/programs.ts";
import { versionText } from "./version.ts";
import { wordOfSeconds } from "./words/durations.ts";

/** Put in place by the build, which makes two of this file: one that answers everything, and one of half its size without `env`. */
declare const AWSMFA_WITH_ENV: boolean | undefined;

/** Answers on stdout with status 0, or gives `false` and has done nothing. */
export function quick(): boolean {
  try {
    const asked = askedOf(process.argv.slice(2));
    const text = asked === undefined ? undefined : answerTo(asked, process.env);
    if (text === undefined) return false;
    writeAll(text);
    return true;
  } catch {
    return false;
  }
}

function answerTo(asked: Asked, environment: Environment): string | undefined {
  if (asked.command === "version") return `${versionText(process)}\n`;
  if (asked.command === "prompt") return wordFor(asked, environment);
  if (asked.command === "process") return documentFor(asked, environment);
  if (typeof AWSMFA_WITH_ENV === "boolean" && !AWSMFA_WITH_ENV) return undefined;
  const shell = shellFor(asked, environment);
  // On a terminal the full program adds a hint; where nothing is to be unset it says so.
  if (shell === undefined || mayBeTerminal()) return undefined;
  const statements = asked.unset ? unsetStatements(environment) : statementsFor(asked, environment);
  return statements === undefined || statements.length === 0 ? undefined : shell.say(statements);
}

/** A device that is not `/dev/null` (Linux: major 1, minor 3). To ask whether it is a terminal costs a module. */
function mayBeTerminal(): boolean {
  const out = fstatSync(1);
  return out.isCharacterDevice() && !(process.platform === "linux" && out.rdev === 0x103);
}

function wordFor({ profile }: Asked, environment: Environment): string {
  const { files, now } = look(environment);
  if (isNoneAtHand(files)) return "";
  const left = secondsLeft(sessionAtHand(files, profile, environment, now).session, now);
  return `${left > 0 ? wordOfSeconds(left) : "expired"}\n`;
}

/** Of a session that is not to be renewed yet. */
function documentFor({ profile }: Asked, environment: Environment): string | undefined {
  const { files, now } = look(environment);
  const found = sessionAtHand(files, profile, environment, now);
  return isAtHandFresh(found, now, RENEW_FROM) ? processText(found.session) : undefined;
}

function statementsFor(asked: Asked, environment: Environment): Statement[] | undefined {
  const { files, now } = look(environment);
  const found = sessionAtHand(files, asked.profile, environment, now);
  if (!isAtHandFresh(found, now)) return undefined;
  const { session, settings } = found;
  return asked.asProfile
    ? profileStatements(session, environment)
    : sessionStatements(session, { settings, services: new Map() }, environment);
}

/** The shell, where it is one of the few that are at hand and can be told without starting a program. */
function shellFor({ shell, json: wantsJson }: Asked, environment: Environment): Shell | undefined {
  if (wantsJson) return json;
  const language = shell === undefined ? languageHere(environment) : languageNamed(shell);
  return AT_HAND.find(({ name }) => name === language);
}

function languageHere(environment: Environment): string | undefined {
  // By npx there may be a shell of its own in between.
  if (process.platform !== "linux" || environment["npm_command"] === "exec") return undefined;
  const parent = nameOf(process.ppid);
  if (isGoBetween(parent, environment)) return undefined;
  return languageAround(parent, environment["SHELL"]) ?? "sh";
}

/** The parent's program, as `system/parent.ts` finds it; throws where that would look further. */
function nameOf(id: number): string {
  return readlinkSync(`/proc/${id}/exe`).split("/").at(-1) ?? "";
}

interface Look {
  readonly files: PlainFiles;
  /** Milliseconds by AWS's clock. */
  readonly now: number;
}

/** @throws where the full program has to look, such as at a home folder that is not said */
function look(environment: Environment): Look {
  const home = environment["HOME"];
  const paths = home ? placesOf(environment, home, process.platform) : undefined;
  if (paths === undefined) throw new Error("not plain");
  const now = Date.now();
  const offset = clockAtHand(read(paths.memory), { now: () => now, uptime });
  const files = { config: read(paths.config), credentials: read(paths.credentials) };
  return { files, now: now + offset };
}

/** How long the machine is up, in milliseconds: by Linux; elsewhere to ask costs a module. @throws Error there */
function uptime(): number {
  return Number.parseFloat(readFileSync("/proc/uptime", "latin1")) * 1000;
}

/** The bytes of a regular file, none where there is none. @throws for anything else, and for UTF-16 */
function read(path: string): string {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts === undefined) return "";
  if (!facts.isFile()) throw new Error("not a regular file");
  const text = readFileSync(path, "latin1");
  if (isUtf16(text)) throw new Error("not plain");
  return text;
}

/** All of it, also where a pipe takes a part; the first byte out means that there is no declining any more. */
function writeAll(text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) rest = rest.subarray(writeSome(rest));
}

function writeSome(rest: Buffer): number {
  try {
    return writeSync(1, rest);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EAGAIN") return 0;
    if (code === "EPIPE") return rest.length;
    throw error;
  }
}
