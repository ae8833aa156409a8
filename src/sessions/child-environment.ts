/** The environment of a program that is run with a session, or with an endpoint that hands it out. */
import type { Environment } from "../ports.ts";
import type { AwsFiles } from "../profiles/aws-files.ts";
import { settingsOf } from "../profiles/ini.ts";
import type { Statement } from "../shells/shell.ts";
import type { Session } from "./session.ts";
import {
  type Carried,
  KEYS,
  RIVALS,
  type Variables,
  carriedOver,
  sessionStatements,
  statements,
} from "./variables.ts";
import { forPrograms } from "../profiles/for-programs.ts";

/** What SDKs look for credentials by, keys and profiles apart (AWS SDKs and Tools Reference). */
const OTHERS = [
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_ROLE_ARN",
  "AWS_ROLE_SESSION_NAME",
] as const;

/** Settings of a profile that give credentials: in `[default]` they win over an endpoint in every SDK. */
const GIVING =
  /^(aws_access_key_id|credential_process|credential_source|role_arn|source_profile|web_identity_token_file|login_session|sso_\w+)$/;

/** The statements for a child with the session in its environment. */
export function childStatements(
  session: Session,
  carried: Carried,
  environment: Environment,
): Statement[] {
  const gone = OTHERS.filter((name) => environment[name] !== undefined);
  return [
    ...sessionStatements(session, carried, environment),
    ...gone.map((name) => ({ unset: name })),
  ];
}

/** Where an endpoint is, and what must be said to it. */
export interface Address {
  readonly uri: string;
  readonly token: string;
}

/**
 * The statements for programs that are to take the session from an endpoint. Keys in `[default]` would win over it, so
 * where there are some the file is hidden: an empty one takes its place.
 */
export function endpointStatements(
  { uri, token }: Address,
  session: Session,
  carried: Carried,
  { environment, platform }: { readonly environment: Environment; readonly platform: string },
  files: AwsFiles,
): Statement[] {
  const wanted: Variables = new Map<string, string | undefined>([
    ...[...RIVALS, ...KEYS, ...OTHERS].map((name) => [name, undefined] as const),
    ["AWS_CONTAINER_CREDENTIALS_FULL_URI", uri],
    ["AWS_CONTAINER_AUTHORIZATION_TOKEN", token],
    ...hidden(files).map((name) => [name, nothingOn(platform)] as const),
    ...carriedOver(carried, environment),
  ]);
  return statements(wanted, session, environment);
}

/** What is said of files that {@link endpointStatements} hides: who types `--profile` would look for why. Lines. */
export function hidingRemarks(files: AwsFiles, platform: string): string[] {
  return hidden(files).map(
    (name) =>
      `awsmfa: credentials in [default] would win over the endpoint, so ${name} is ${nothingOn(platform)}: --profile finds none there`,
  );
}

/** The variables of the files that are hidden. */
function hidden({ credentials, config }: AwsFiles): string[] {
  const files = [
    ["AWS_SHARED_CREDENTIALS_FILE", credentials],
    ["AWS_CONFIG_FILE", config],
  ] as const;
  return files.filter(([, file]) => givesCredentials(file)).map(([name]) => name);
}

function nothingOn(platform: string): string {
  return platform === "win32" ? "NUL" : "/dev/null";
}

function givesCredentials(file: AwsFiles["config"]): boolean {
  return [...(settingsOf(file, "default")?.keys() ?? [])].some((key) => GIVING.test(key));
}

/** The environment with the statements carried out. A code is for this run only. */
export function childEnvironment(
  told: readonly Statement[],
  environment: Environment,
): Environment {
  const child: Record<string, string | undefined> = { ...forPrograms(environment) };
  for (const one of told) {
    if ("set" in one) child[one.set] = one.value;
    else delete child[one.unset];
  }
  return child;
}
