/**
 * The environment variables of a session, and how they are taken back. What they replace is kept in one
 * variable, so that `--unset` gives back exactly what was there.
 */
import type { Environment } from "../ports.ts";
import { regionSetting } from "../profiles/region.ts";
import type { Statement } from "../shells/shell.ts";
import { isoOf } from "../words/instants.ts";
import { type Change, SAVED, changesIn, ownEnvironment, ownValue, textOfChanges } from "./saved.ts";
import type { Session } from "./session.ts";

/** Variables that would win over the session or quarrel with it: the JavaScript SDK ignores keys while AWS_PROFILE is set. */
export const RIVALS = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SECURITY_TOKEN"] as const;
/** The session itself. */
export const KEYS = [
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
  sts_regional_endpoints: "AWS_STS_REGIONAL_ENDPOINTS",
  ignore_configured_endpoint_urls: "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
  output: "AWS_DEFAULT_OUTPUT",
  endpoint_url: "AWS_ENDPOINT_URL",
} as const;

/** Variables by their names; `undefined` is for one that is not to be there. */
export type Variables = ReadonlyMap<string, string | undefined>;

/** What of a profile goes into the environment beside its session. */
export interface Carried {
  readonly settings: ReadonlyMap<string, string>;
  /** The addresses of its `services` section, by the service's key there. */
  readonly services: ReadonlyMap<string, string>;
}

/** The statements that put a session into the environment, and what would be lost with its profile. */
export function sessionStatements(
  session: Session,
  carried: Carried,
  environment: Environment,
): Statement[] {
  const { accessKeyId, secretAccessKey, sessionToken } = session.credentials;
  const wanted = new Map<string, string | undefined>([
    ...RIVALS.map((name) => [name, undefined] as const),
    ["AWS_ACCESS_KEY_ID", accessKeyId],
    ["AWS_SECRET_ACCESS_KEY", secretAccessKey],
    ["AWS_SESSION_TOKEN", sessionToken],
    ["AWS_CREDENTIAL_EXPIRATION", isoOf(session.expires)],
    ...carriedOver(carried, environment),
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
  const changes = changesIn(environment);
  const names = environment[SAVED] === undefined ? KEYS : [...changes.keys()];
  return [
    ...said(restored(names, changes, environment)),
    { unset: "AWSMFA_SESSION" },
    { unset: SAVED },
  ];
}

/** The statements for variables that belong to a session, with those that give back what was there. */
export function statements(
  wanted: Variables,
  session: Session,
  environment: Environment,
): Statement[] {
  const changes = changesIn(environment);
  const left = [...changes.keys()].filter((name) => !wanted.has(name));
  const before = restored([...wanted.keys()], changes, environment);
  const kept = [...wanted].map(([name, value]): [string, Change] => {
    return [name, { set: isKey(name) ? undefined : value, before: before.get(name) }];
  });
  return [
    ...said(restored(left, changes, environment)),
    ...said(wanted),
    { set: SAVED, value: textOfChanges(new Map(kept)) },
    { set: "AWSMFA_SESSION", value: session.source },
  ];
}

/** Variables as they would be without `env`. Keys do not come back: the point of a session is that programs see no long-term secret. */
function restored(
  names: readonly string[],
  changes: ReadonlyMap<string, Change>,
  environment: Environment,
): Variables {
  return new Map(
    names.map((name) => [name, isKey(name) ? undefined : ownValue(name, changes, environment)]),
  );
}

/** Of a key neither what was there nor what is there is kept. */
function isKey(name: string): boolean {
  return name === "AWS_CONTAINER_AUTHORIZATION_TOKEN" || KEYS.some((key) => key === name);
}

/** What the user's own variables say goes before the profile, here as in the AWS CLI, and is left as it is. */
export function carriedOver(
  carried: Carried,
  environment: Environment,
): (readonly [string, string])[] {
  const own = ownEnvironment(environment);
  const region = regionSetting(carried, own)?.value;
  const regions = ["AWS_REGION", "AWS_DEFAULT_REGION"].map((name) => [name, region] as const);
  const settings = Object.entries(SETTINGS).map(
    ([key, name]) => [name, own[name] ? undefined : carried.settings.get(key)] as const,
  );
  const services = [...carried.services].map(([service, url]) => {
    const name = `AWS_ENDPOINT_URL_${variablePart(service)}`;
    return [name, own[name] || own["AWS_ENDPOINT_URL"] ? undefined : url] as const;
  });
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
