/**
 * The session that is at hand, for the fast path: what the full program would settle on where nothing about
 * it takes a second look. Each rule is that of `choose.ts`, `plan.ts` and `place.ts`, for the plain case.
 */
import { serialSetting } from "../devices/serial.ts";
import type { Environment, FileText } from "../ports.ts";
import { isLongTerm, namedProfile } from "../profiles/choose.ts";
import { keyIdOf, printing } from "../profiles/key-source.ts";
import { doubt, plainSection } from "../profiles/plain.ts";
import { MIN_REMAINING, isFresh } from "./fresh.ts";
import { checkPlainLogin, checkPlainRole } from "./plain-checks.ts";
import { type Session, sessionOf } from "./session.ts";

/** The texts of AWS's files; a file that is not there is empty. */
export interface PlainFiles {
  readonly config: FileText;
  readonly credentials: FileText;
}

type Settings = ReadonlyMap<string, string>;

/** A profile's session, the profile's settings, and those of the user who logs in: for a role its source's. */
export interface AtHand {
  readonly session: Session;
  readonly settings: Settings;
  readonly login: Settings;
}

/** Stands in every session of ours. */
const MARK = "awsmfa_source_profile";

/** What begins like a profile's header and is not written plainly; what means a profile and is not `[profile NAME]`. */
const ODD_HEADER = /\[profile(?! [\w.@+-]+\])|\[profile default\]|\[DEFAULT\]/;

/**
 * The session of the profile that is meant, fresh or not.
 * @param option `--profile`
 * @param now milliseconds by AWS's clock
 * @throws Error at the slightest doubt: then the full program is to look
 */
export function sessionAtHand(
  files: PlainFiles,
  option: string | undefined,
  environment: Environment,
  now: number,
): AtHand {
  if (ODD_HEADER.test(files.config) || files.credentials.includes("[DEFAULT]")) throw doubt();
  const sessions = plainSessions(files.credentials);
  const { source, settings, login } = profileMeant(files, sessions, option, environment, now);
  checkPlainLogin(login);
  if (login !== settings) checkPlainRole(settings, login);
  const own = sessions.filter((session) => session.source === source);
  const session =
    own.find(({ name }) => name === `${source}-mfa`) ?? (own.length === 1 ? own[0] : undefined);
  const serial = serialSetting(settings) ?? serialSetting(login);
  if (session === undefined || (serial && serial !== session.serial)) throw doubt();
  return { session, settings, login };
}

/** Whether there is no session of ours at all, whatever profile is meant. */
export function isNoneAtHand({ credentials }: PlainFiles): boolean {
  return !credentials.includes(MARK);
}

/**
 * Whether the session can be handed out as it is.
 * @param now milliseconds by AWS's clock
 * @param minRemaining the least that must be left, in seconds
 */
export function isAtHandFresh(
  { session, settings, login }: AtHand,
  now: number,
  minRemaining = MIN_REMAINING,
): boolean {
  return isFresh(
    session,
    {
      accessKeyId: keyIdOf(login),
      serial: undefined,
      role: login === settings ? undefined : settings.get("role_arn"),
      minRemaining,
    },
    now,
  );
}

function plainSessions(credentials: FileText): Session[] {
  const sessions: Session[] = [];
  for (
    let at = credentials.indexOf(MARK);
    at !== -1;
    at = credentials.indexOf(MARK, at + MARK.length)
  ) {
    const start = credentials.lastIndexOf("\n[", at) + 1;
    const name = credentials.slice(start + 1, credentials.indexOf("\n", start) - 1);
    const session = sessionOf(name, plainSection(credentials, name) ?? new Map());
    if (session === undefined) throw doubt();
    sessions.push(session);
  }
  return sessions;
}

interface Meant {
  readonly source: string;
  readonly settings: Settings;
  readonly login: Settings;
}

/** The profile that is meant: by option, by environment, `default` with a long-term key, the only one with a fresh session. */
function profileMeant(
  files: PlainFiles,
  sessions: readonly Session[],
  option: string | undefined,
  environment: Environment,
  now: number,
): Meant {
  const named = namedProfile({ option, environment })?.name;
  if (named !== undefined) return profileOf(files, meaningOf(named, sessions), sessions);
  if (isLongTerm(settingsOf(files, "default"))) return profileOf(files, "default", sessions);
  const fresh = new Map<string, Meant>();
  for (const session of sessions) {
    const meant = profileOf(files, session.source, sessions);
    // Its key cannot be told, so whether its session is fresh is for the full program to say.
    if (printing(meant.login) !== undefined) throw doubt();
    if (isAtHandFresh({ session, ...meant }, now)) fresh.set(session.source, meant);
  }
  const [only] = fresh.values();
  if (only === undefined || fresh.size > 1) throw doubt();
  return only;
}

/** A session profile's name means the profile that it is for. */
function meaningOf(named: string, sessions: readonly Session[]): string {
  return sessions.find(({ name }) => name === named)?.source ?? named;
}

/** A profile that is there, and who logs in for it: a role in front of a user, no longer a chain. */
function profileOf(files: PlainFiles, source: string, sessions: readonly Session[]): Meant {
  const settings = settingsOf(files, source);
  if (settings === undefined) throw doubt();
  if (!settings.has("role_arn")) return { source, settings, login: settings };
  const user = meaningOf(settings.get("source_profile") ?? "", sessions);
  const login = user === source ? undefined : settingsOf(files, user);
  if (login === undefined) throw doubt();
  return { source, settings, login };
}

function settingsOf(
  { config, credentials }: PlainFiles,
  name: string,
): Map<string, string> | undefined {
  if (!/^[\w.@+-]+$/.test(name)) throw doubt();
  const above = plainSection(config, name === "default" ? name : `profile ${name}`);
  const below = plainSection(credentials, name);
  return above === undefined && below === undefined
    ? undefined
    : new Map([...(above ?? []), ...(below ?? [])]);
}
