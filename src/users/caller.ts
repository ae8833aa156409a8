/** Whose a key is: sts:GetCallerIdentity needs no permission and cannot be denied (STS API reference). */
import { attemptOf } from "../aws/attempt.ts";
import { errorOfRefusal } from "../aws/refusals.ts";
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { AwsRefusal, AwsResult, Connection } from "../ports-aws.ts";
import { typed } from "../words/typed.ts";

/** The ARN of whoever a key belongs to; or the refusal, with the error that it means. */
export type Caller =
  | Extract<AwsResult<string>, { granted: true }>
  | ({ readonly granted: false; readonly error: AwsmfaError } & AwsRefusal);

/** Asks AWS whose the connection's key is. @param profile whose key it is here, for words */
export async function askCaller(
  connection: Connection,
  profile: string,
  { sts, debug, platform }: Pick<Context, "sts" | "debug" | "platform">,
): Promise<Caller> {
  debug(`sts:GetCallerIdentity at ${connection.endpoint} (${connection.region})`);
  const result = await (await sts()).getCallerIdentity(connection);
  if (result.granted) return result;
  const about = { profile, call: "sts:GetCallerIdentity", platform };
  return { ...result, error: errorOfRefusal(result, attemptOf(connection, about)) };
}

/** The error for a key that is no user's. @param arn of whoever it belongs to */
export function noUser(arn: string, profile: string): AwsmfaError {
  return new AwsmfaError(
    "temporary-keys",
    `the keys of ${profile} are not those of an IAM user but of ${arn}`,
    `put the long-term key of a user in place: aws configure --profile ${typed(profile)}`,
  );
}
