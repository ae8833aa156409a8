/**
 * The session that is at hand, for the fast path: what the full program would settle on where nothing about
 * it takes a second look. Each rule is that of `choose.ts`, `plan.ts` and `place.ts`, for the plain case.
 */
import { isKeyId, isTemporaryKey } from "../aws/access-keys.ts";
import { isSecurityKey, isSerial, isUser } from "../aws/arn.ts";
import { serialSetting } from "../devices/serial.ts";
import type { Environment, FileText } from "../ports.ts";
import { isLongTerm, namedProfile } from "../profiles/choose.ts";
import { doubt, plainSection } from "../profiles/plain.ts";
import { MIN_REMAINING, isFresh } from "./fresh.ts";
import { type Session, sessionOf } from "./session.ts";

/** The texts of AWS's files; a file that is not there is empty. */
export interface PlainFiles {
  readonly config: FileText;
  readonly credentials: FileText;
}

/** A profile's session and the profile's settings. */
export interface AtHand {
  readonly session: Session;
  readonly settings: ReadonlyMap<string, string>;
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
  const { source, settings } = profileMeant(files, sessions, option, environment, now);
  checkPlainLogin(settings);
  const own = sessions.filter((session) => session.source === source);
  const session =
    own.find(({ name }) => name === `${source}-mfa`) ?? (own.length === 1 ? own[0] : undefined);
  const serial = serialSetting(settings);
  if (session === undefined || (serial && serial !== session.serial)) throw doubt();
  return { session, settings };
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
  { session, settings }: AtHand,
  now: number,
  minRemaining = MIN_REMAINING,
): boolean {
  return isFresh(
    session,
    {
      accessKeyId: settings.get("aws_access_key_id") ?? "",
      serial: undefined,
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
  readonly settings: ReadonlyMap<string, string>;
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
  if (named !== undefined)
    return profileOf(files, sessions.find(({ name }) => name === named)?.source ?? named);
  if (isLongTerm(settingsOf(files, "default"))) return profileOf(files, "default");
  const fresh = new Map<string, Meant>();
  for (const session of sessions) {
    const meant = profileOf(files, session.source);
    if (isAtHandFresh({ session, settings: meant.settings }, now)) fresh.set(session.source, meant);
  }
  const [only] = fresh.values();
  if (only === undefined || fresh.size > 1) throw doubt();
  return only;
}

/** A profile that is there: a session whose profile has gone is for the full program. */
function profileOf(files: PlainFiles, source: string): Meant {
  const settings = settingsOf(files, source);
  if (settings === undefined) throw doubt();
  return { source, settings };
}

/** Lets only a profile through that can log in and says nothing about where its session is kept. */
function checkPlainLogin(settings: ReadonlyMap<string, string>): void {
  const id = settings.get("aws_access_key_id");
  const serial = serialSetting(settings);
  if (!id || !settings.get("aws_secret_access_key") || isTemporaryKey(id) || !isKeyId(id))
    throw doubt();
  if (
    OTHERS.some((key) => settings.has(key)) ||
    USED.some((key) => settings.get(key)?.includes("\n"))
  )
    throw doubt();
  if (serial && (!isSerial(serial) || isSecurityKey(serial) || isUser(serial))) throw doubt();
}

/** Settings that take the full program. */
const OTHERS = [
  "role_arn",
  "aws_session_token",
  "aws_security_token",
  "awsmfa_session_profile",
  "services",
];

/** Settings that are used here or carried over, and are no blocks. */
const USED = [
  "aws_access_key_id",
  "aws_secret_access_key",
  "mfa_serial",
  "aws_mfa_device",
  "region",
  "output",
  "ca_bundle",
  "endpoint_url",
  "use_fips_endpoint",
  "use_dualstack_endpoint",
];

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
