/** What it means to a person that a role was not given. AWS says little: nothing of MFA, nothing of the external id. */
import type { ErrorCode } from "../errors.ts";
import type { AwsRefusal } from "../ports-aws.ts";
import { typed } from "../words/typed.ts";
import { isTemporaryKey } from "./access-keys.ts";
import type { Attempt, Words } from "./attempt.ts";

/** The words for a refusal of sts:AssumeRole, or `undefined` where those of any call will do. */
export function roleWords(
  code: ErrorCode,
  { message }: AwsRefusal,
  { role, serial, accessKeyId }: Attempt,
): Words | undefined {
  if (role === undefined) return undefined;
  const { arn, profile, by } = role;
  const login = `awsmfa login --profile ${typed(profile)}`;
  switch (code) {
    case "role-refused":
    case "access-denied":
      return [
        `AWS does not let ${by ?? "you"} assume ${arn}, and does not say why${because(message)}`,
        `check role_arn and external_id of ${profile}; then the role's trust policy and your own policies\n${serial === undefined ? `if it wants a recent code (aws:MultiFactorAuthAge): ${login} --force` : `if it wants no code: ${login} --duration 1h`}`,
      ];
    case "role-duration":
      return [
        `${arn} may not last that long: its maximum session duration is shorter`,
        `${login} --duration 1h\nor for always: aws configure set duration_seconds 3600 --profile ${typed(profile)}`,
      ];
    case "role-chained":
      return [`AWS gives one hour to a role that temporary keys assume`, `${login} --duration 1h`];
    case "unknown-key":
    case "temporary-keys":
      return isTemporaryKey(accessKeyId)
        ? [
            `AWS does not take the session of ${by ?? "the environment"} any more`,
            by === undefined
              ? "put valid keys into the environment"
              : `get a new one: ${login} --force`,
          ]
        : undefined;
    default:
      return undefined;
  }
}

/** An explicit deny is the one reason that AWS may name. */
function because(message: string): string {
  return /explicit deny/i.test(message) ? " but that a policy denies it" : "";
}
