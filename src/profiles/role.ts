/** What a profile says of the role that it assumes (AWS SDKs and Tools Reference, assume role credential provider). */
import { isExternalId, isRoleArn, isRoleSessionName } from "../aws/role.ts";
import { AwsmfaError } from "../errors.ts";
import { typed } from "../words/typed.ts";
import type { Profile } from "./profile.ts";

/** A role and how to assume it, as set. */
export interface RoleProfile {
  readonly profile: Profile;
  readonly arn: string;
  /** The profile that assumes it; `undefined` where the keys of the environment do. */
  readonly source: string | undefined;
  readonly externalId: string | undefined;
  readonly sessionName: string | undefined;
}

/** Whether a profile's credentials are those of a role. */
export function isRole({ settings }: Pick<Profile, "settings">): boolean {
  return settings.has("role_arn");
}

/**
 * The role of a profile that has one.
 * @throws AwsmfaError `bad-setting` for what STS or botocore would not take, `role-profile` for ways that are not taken here
 */
export function roleOf(profile: Profile): RoleProfile {
  const { name, settings } = profile;
  const arn = settings.get("role_arn") ?? "";
  if (!isRoleArn(arn))
    throw wrong(profile, "role_arn", "the ARN of a role", "arn:aws:iam::ACCOUNT:role/NAME");
  if (settings.has("web_identity_token_file"))
    throw new AwsmfaError(
      "role-profile",
      `${name} assumes its role with a web identity, in which no MFA device has a part`,
      `use it as it is: aws --profile ${typed(name)} …`,
    );
  const externalId = settings.get("external_id") || undefined;
  if (externalId !== undefined && !isExternalId(externalId))
    throw wrong(profile, "external_id", "an external id, which has no blanks", "ID");
  const sessionName = settings.get("role_session_name") || undefined;
  if (sessionName !== undefined && !isRoleSessionName(sessionName))
    throw wrong(profile, "role_session_name", "2 to 64 letters, digits and +=,.@-", "NAME");
  return { profile, arn, source: sourceOf(profile), externalId, sessionName };
}

/** The profile that assumes the role, `undefined` for the environment. As botocore, it is one of both. */
function sourceOf({ name, settings }: Profile): string | undefined {
  const source = settings.get("source_profile") || undefined;
  const credentials = settings.get("credential_source") || undefined;
  const example = `aws configure set source_profile NAME --profile ${typed(name)}`;
  if (source !== undefined && credentials !== undefined)
    throw new AwsmfaError(
      "bad-setting",
      `${name} has both source_profile and credential_source, and only one can assume its role`,
      `take one of the two out of ${name} in the config file`,
    );
  if (source === undefined && credentials === undefined)
    throw new AwsmfaError(
      "bad-setting",
      `${name} has a role, but neither source_profile nor credential_source to assume it with`,
      `name the profile that has your access key: ${example}`,
    );
  if (credentials === undefined || credentials === "Environment") return source;
  if (credentials === "Ec2InstanceMetadata" || credentials === "EcsContainer")
    throw new AwsmfaError(
      "role-profile",
      `${name} assumes its role as the machine that it runs on (${credentials}), in which no MFA device has a part`,
      `use it as it is: aws --profile ${typed(name)} …\nor assume it as a user: in ${name}, put source_profile = NAME in the place of credential_source`,
    );
  throw new AwsmfaError(
    "bad-setting",
    `“${credentials}” (credential_source of ${name}) is none: Environment, Ec2InstanceMetadata and EcsContainer are`,
    `name the profile that has your access key in its place: ${example}`,
  );
}

function wrong({ name, settings }: Profile, key: string, what: string, example: string) {
  return new AwsmfaError(
    "bad-setting",
    `“${settings.get(key)}” (${key} of ${name}) is not ${what}`,
    `aws configure set ${key} ${example} --profile ${typed(name)}`,
  );
}
