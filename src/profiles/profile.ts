/** A profile: what AWS's two files say under one name. */
import { AwsmfaError } from "../errors.ts";
import { isKeyId, isTemporaryKey } from "../aws/access-keys.ts";
import type { Credentials } from "../ports-aws.ts";
import type { AwsFiles } from "./aws-files.ts";
import { settingsOf } from "./ini.ts";
import { typed } from "../words/typed.ts";

/** A profile by its name, with its settings of both files. */
export interface Profile {
  readonly name: string;
  /** Keys in lower case. Where both files set one, the credentials file wins, as in botocore. */
  readonly settings: ReadonlyMap<string, string>;
}

/** The names of all profiles, each once, in the order of the credentials file, then the config file. */
export function profileNames(files: AwsFiles): string[] {
  const all = [
    ...files.credentials.sections.map((section) => section.name),
    ...files.configSections().keys(),
  ];
  return [...new Set(all)].filter((name) => name !== "DEFAULT");
}

/** The profile of a name, or `undefined` if neither file has it. */
export function profileNamed(files: AwsFiles, name: string): Profile | undefined {
  const credentials = settingsOf(files.credentials, name);
  const section = files.configSection(name);
  const config = section === undefined ? undefined : settingsOf(files.config, section);
  if (credentials === undefined && config === undefined) return undefined;
  return { name, settings: new Map([...(config ?? []), ...(credentials ?? [])]) };
}

/**
 * The long-term access key of a profile.
 * @throws AwsmfaError `sso-profile`, `role-profile`, `no-keys`, `temporary-keys` or `bad-setting`, each with the way out
 */
export function longTermKey({ name, settings }: Profile): Credentials {
  const accessKeyId = settings.get("aws_access_key_id");
  const secretAccessKey = settings.get("aws_secret_access_key");
  if (settings.has("role_arn") && !accessKeyId) throw roleProfile(name, settings);
  const goesOn = accessKeyId?.includes("\n") ? "access key id" : "secret access key";
  if (`${accessKeyId}${secretAccessKey}`.includes("\n"))
    throw new AwsmfaError(
      "bad-setting",
      `the ${goesOn} of ${name} goes on in the line below it, which begins with a blank`,
      "take away the blanks that the line begins with",
    );
  if (!accessKeyId || !secretAccessKey) throw withoutKeys(name, settings, accessKeyId);
  if (
    isTemporaryKey(accessKeyId) ||
    settings.get("aws_session_token") ||
    settings.get("aws_security_token")
  )
    throw new AwsmfaError(
      "temporary-keys",
      `the keys of ${name} are temporary; a session needs the long-term access key of an IAM user`,
      `${settings.get("aws_session_token") || settings.get("aws_security_token") ? `take the session token out of [${name}] by hand\n` : ""}put the long-term key in place: aws configure --profile ${typed(name)}`,
    );
  if (!isKeyId(accessKeyId))
    throw new AwsmfaError(
      "bad-setting",
      `the access key id of ${name} has characters that no key has: quotes, or a remark behind it`,
      `write the bare key: aws configure --profile ${typed(name)}`,
    );
  return { accessKeyId, secretAccessKey };
}

function roleProfile(name: string, settings: Profile["settings"]): AwsmfaError {
  return new AwsmfaError(
    "role-profile",
    `${name} assumes the role ${settings.get("role_arn")} and has no access key of its own`,
    `name the profile of the user: --profile ${typed(settings.get("source_profile") || "NAME")}`,
  );
}

function withoutKeys(
  name: string,
  settings: Profile["settings"],
  accessKeyId: string | undefined,
): AwsmfaError {
  if ([...settings.keys()].some((key) => key.startsWith("sso_")))
    return new AwsmfaError(
      "sso-profile",
      `${name} signs in with IAM Identity Center, which asks for MFA itself`,
      `aws sso login --profile ${typed(name)}`,
    );
  if (settings.has("login_session"))
    return new AwsmfaError(
      "sso-profile",
      `${name} signs in with the AWS console's session, which asks for MFA itself`,
      `aws login --profile ${typed(name)}`,
    );
  const lacks = accessKeyId ? "an access key id but no secret access key" : "no access key";
  return new AwsmfaError(
    "no-keys",
    `${name} has ${lacks}`,
    `put one in place: aws configure --profile ${typed(name)}`,
  );
}
