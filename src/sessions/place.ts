/** Where a profile's session is kept: the name of its section, and whether that section may be written. */
import { isLongTermKey } from "../aws/access-keys.ts";
import { AwsmfaError } from "../errors.ts";
import type { AwsFiles } from "../profiles/aws-files.ts";
import { type Ini, settingsOf } from "../profiles/ini.ts";
import { isPlainName } from "../profiles/names.ts";
import type { Profile } from "../profiles/profile.ts";
import { isRole } from "../profiles/role.ts";
import { processSource } from "./process-mark.ts";
import { type Session, isOurs } from "./session.ts";
import { typed } from "../words/typed.ts";

/**
 * The name of the session profile of a profile: `--as`, else its setting `awsmfa_session_profile`, else where
 * its session is now, else `<profile>-mfa`.
 * @throws AwsmfaError `usage` or `bad-setting` for a name that cannot stand in the files
 */
export function sessionName(
  profile: Profile,
  as: string | undefined,
  sessions: readonly Session[],
): string {
  const { name, settings } = profile;
  const usual = `${name}-mfa`;
  const set = settings.get("awsmfa_session_profile");
  if (as !== undefined) return checkedName(as, name, "usage", "--as");
  if (set !== undefined) return checkedName(set, name, "bad-setting", "awsmfa_session_profile");
  const own = ownSessions(profile, sessions);
  return own.some((session) => session.name === usual) ? usual : (newest(own)?.name ?? usual);
}

/**
 * The name of the session profile for the user of a profile. Where the profile has a role too, the usual name
 * is that of the role's session, and one would take the other's place.
 * @throws AwsmfaError as {@link sessionName}
 */
export function userSessionName(
  profile: Profile,
  as: string | undefined,
  sessions: readonly Session[],
): string {
  return isRole(profile) ? `${profile.name}-mfa-user` : sessionName(profile, as, sessions);
}

/** The sessions that are for a profile: those of its role, if it has one. */
function ownSessions(profile: Profile, sessions: readonly Session[]): Session[] {
  const own = sessions.filter(({ source }) => source === profile.name);
  return isRole(profile) ? own.filter(({ role }) => role !== undefined) : own;
}

/** The session of a profile that is kept under a name. */
export function currentSession(
  { name }: Profile,
  wanted: string,
  sessions: readonly Session[],
): Session | undefined {
  return sessions.find((session) => session.source === name && session.name === wanted);
}

/** The session of a profile to show: the one of its usual name, else its newest. */
export function shownSession(profile: Profile, sessions: readonly Session[]): Session | undefined {
  const usual = profile.settings.get("awsmfa_session_profile") ?? `${profile.name}-mfa`;
  return currentSession(profile, usual, sessions) ?? newest(ownSessions(profile, sessions));
}

/** Whether a section holds a long-term key: then it is the user's, whatever mark it bears. */
export function holdsLongTermKey(file: Ini, section: string): boolean {
  return isLongTermKey(settingsOf(file, section)?.get("aws_access_key_id") ?? "");
}

/**
 * Refuses to write over what is not ours, in either file.
 * @throws AwsmfaError `foreign-section`
 */
export function checkPlace(files: AwsFiles, name: string, source: string): void {
  if (holdsLongTermKey(files.credentials, name))
    throw foreign(`[${name}] holds a long-term access key`, source);
  if (settingsOf(files.credentials, name) !== undefined && !isOurs(files.credentials, name))
    throw foreign(`[${name}] of the credentials file was not written by awsmfa`, source);
  const section = files.configSection(name);
  if (section !== undefined && processSource(files.config, section) !== undefined)
    throw foreign(
      `[${section}] has a credential_process, which a session's keys would win over`,
      source,
    );
  if (section !== undefined && !isOurs(files.config, section))
    throw foreign(`[${section}] of the config file was not written by awsmfa`, source);
}

function foreign(what: string, source: string): AwsmfaError {
  return new AwsmfaError(
    "foreign-section",
    `${what}, so it stays as it is`,
    `choose another name for the session: awsmfa login --profile ${typed(source)} --as NAME`,
  );
}

function checkedName(
  name: string,
  source: string,
  code: "usage" | "bad-setting",
  from: string,
): string {
  if (name === source)
    throw new AwsmfaError(
      code,
      `the session of ${source} needs a name of its own (${from})`,
      `choose another: awsmfa login --profile ${typed(source)} --as ${typed(`${source}-mfa`)}`,
    );
  if (isPlainName(name)) return name;
  throw new AwsmfaError(
    code,
    `“${name}” (${from}) cannot be the name of a profile`,
    `letters, digits, dots and dashes will do: awsmfa login --profile ${typed(source)} --as NAME`,
  );
}

function newest(sessions: readonly Session[]): Session | undefined {
  return sessions.toSorted((one, other) => other.issued - one.issued)[0];
}
