/**
 * The environment variables of a session, and how they are taken back. What they replace is kept in one
 * variable, so that `--unset` gives back exactly what was there.
 */
import type { Environment } from "../ports.ts";
import type { AwsFiles } from "../profiles/aws-files.ts";
import { regionOfProfile, serviceEndpoints } from "../profiles/connection.ts";
import type { Profile } from "../profiles/profile.ts";
import type { Statement } from "../shells/shell.ts";
import { isoOf } from "../words/instants.ts";
import type { Session } from "./session.ts";

/** Holds the names of the variables that `env` changed and what they were: `NAME` or `NAME=value`, with commas, percent-encoded. */
const SAVED = "AWSMFA_SAVED";

/** Variables that would win over the session or quarrel with it: the JavaScript SDK ignores keys while AWS_PROFILE is set. */
const RIVALS = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SECURITY_TOKEN"] as const;
const KEYS = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_CREDENTIAL_EXPIRATION",
] as const;

/** Settings of the profile that would be lost with it, by the variable that carries them on. */
const SETTINGS = {
  ca_bundle: "AWS_CA_BUNDLE",
  use_fips_endpoint: "AWS_USE_FIPS_ENDPOINT",
  use_dualstack_endpoint: "AWS_USE_DUALSTACK_ENDPOINT",
  output: "AWS_DEFAULT_OUTPUT",
  endpoint_url: "AWS_ENDPOINT_URL",
} as const;

type Variables = ReadonlyMap<string, string | undefined>;

/** The statements that put a session into the environment; `undefined` values are unset. */
export function sessionStatements(
  session: Session,
  profile: Profile,
  files: AwsFiles,
  environment: Environment,
): Statement[] {
  const { accessKeyId, secretAccessKey, sessionToken } = session.credentials;
  const wanted = new Map<string, string | undefined>([
    ...RIVALS.map((name) => [name, undefined] as const),
    ["AWS_ACCESS_KEY_ID", accessKeyId],
    ["AWS_SECRET_ACCESS_KEY", secretAccessKey],
    ["AWS_SESSION_TOKEN", sessionToken],
    ["AWS_CREDENTIAL_EXPIRATION", isoOf(session.expires)],
    ...carriedOver(profile, files, environment),
  ]);
  return statements(wanted, session, environment);
}

/** The statements of `--as-profile`: only the name of the session profile, so that programs see renewals. */
export function profileStatements(session: Session, environment: Environment): Statement[] {
  const gone = ["AWS_DEFAULT_PROFILE", "AWS_SECURITY_TOKEN", ...KEYS].map(
    (name) => [name, undefined] as const,
  );
  return statements(
    new Map<string, string | undefined>([...gone, ["AWS_PROFILE", session.name]]),
    session,
    environment,
  );
}

/** The statements that undo what `env` did; none where it did nothing. */
export function unsetStatements(environment: Environment): Statement[] {
  if (environment["AWSMFA_SESSION"] === undefined && environment[SAVED] === undefined) return [];
  const saved =
    environment[SAVED] === undefined
      ? new Map(KEYS.map((name) => [name, undefined]))
      : savedIn(environment);
  return [...said(saved), { unset: "AWSMFA_SESSION" }, { unset: SAVED }];
}

function statements(wanted: Variables, session: Session, environment: Environment): Statement[] {
  const saved = savedIn(environment);
  const left = new Map([...saved].filter(([name]) => !wanted.has(name)));
  const before = new Map(
    [...wanted.keys()].map((name) => [name, original(name, saved, session, environment)]),
  );
  return [
    ...said(left),
    ...said(wanted),
    { set: SAVED, value: textOf(before) },
    { set: "AWSMFA_SESSION", value: session.source },
  ];
}

/**
 * What a variable was before `env`: kept from the first time, unless the user has named another profile since.
 * Keys are not kept: the point of a session is that programs see no long-term secret.
 */
function original(
  name: string,
  saved: Variables,
  session: Session,
  environment: Environment,
): string | undefined {
  if (isKey(name)) return undefined;
  const now = environment[name];
  const isUsers =
    !saved.has(name) || (name.endsWith("_PROFILE") && now !== undefined && now !== session.name);
  return isUsers ? now : saved.get(name);
}

function isKey(name: string): boolean {
  return KEYS.some((key) => key === name);
}

function carriedOver(
  profile: Profile,
  files: AwsFiles,
  environment: Environment,
): (readonly [string, string])[] {
  const region = regionOfProfile(profile, environment);
  const settings = Object.entries(SETTINGS).map(
    ([key, name]) => [name, profile.settings.get(key)] as const,
  );
  const services = [...serviceEndpoints(profile, files)].map(
    ([service, url]) => [`AWS_ENDPOINT_URL_${variablePart(service)}`, url] as const,
  );
  const regions = ["AWS_REGION", "AWS_DEFAULT_REGION"].map((name) => [name, region] as const);
  return [...regions, ...settings, ...services].filter(
    (entry): entry is readonly [string, string] => Boolean(entry[1]),
  );
}

/** A service's key in a `services` section as it stands in a variable (AWS SDKs and Tools Reference: upper case, `_`). */
function variablePart(service: string): string {
  return service.toUpperCase().replace(/[^A-Z0-9]/g, "_");
}

function said(variables: Variables): Statement[] {
  return [...variables].map(([name, value]) =>
    value === undefined ? { unset: name } : { set: name, value },
  );
}

function textOf(variables: Variables): string {
  return [...variables]
    .map(([name, value]) => (value === undefined ? name : `${name}=${encoded(value)}`))
    .join(",");
}

function savedIn(environment: Environment): Variables {
  const entries = (environment[SAVED] ?? "").split(",").flatMap((part) => {
    const [name = "", value] = part.split("=");
    return /^AWS_[A-Z0-9_]+$/.test(name)
      ? [[name, value === undefined ? undefined : decoded(value)] as const]
      : [];
  });
  return new Map(entries);
}

/** Only characters that no shell minds, so that the variable is readable in every quoting. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
