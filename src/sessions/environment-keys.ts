/** The keys of `credential_source = Environment`. */
import { AwsmfaError } from "../errors.ts";
import type { Environment } from "../ports.ts";
import type { Credentials } from "../ports-aws.ts";
import type { Profile } from "../profiles/profile.ts";

/** The keys in the environment, as the SDKs read them. @throws AwsmfaError `no-keys` */
export function environmentKeys({ name }: Profile, environment: Environment): Credentials {
  const accessKeyId = environment["AWS_ACCESS_KEY_ID"];
  const secretAccessKey = environment["AWS_SECRET_ACCESS_KEY"];
  const sessionToken = environment["AWS_SESSION_TOKEN"];
  if (accessKeyId && secretAccessKey)
    return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  throw new AwsmfaError(
    "no-keys",
    `${name} assumes its role with the keys of the environment, and there are none`,
    "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a source_profile in place of credential_source",
  );
}
