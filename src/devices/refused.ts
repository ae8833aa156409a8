/** What refusals mean where MFA devices are managed. */
import { deviceLabel } from "../aws/arn.ts";
import type { Attempt } from "../aws/attempt.ts";
import { codeOfRefusal } from "../aws/codes-of-refusals.ts";
import { errorOfRefusal } from "../aws/refusals.ts";
import { AwsmfaError, type ErrorCode } from "../errors.ts";
import type { RefusedCall } from "../users/calls.ts";
import type { AwsRefusal } from "../ports-aws.ts";
import { typed } from "../words/typed.ts";

/** The limit of AWS (IAM user guide, "MFA in IAM": up to eight devices of any kind). */
export const MOST_DEVICES = 8;

/** A refusal in words. */
export function deviceRefusal(
  refusal: AwsRefusal,
  attempt: Attempt,
  about: RefusedCall,
): AwsmfaError {
  const { call, profile } = attempt;
  const { code, message } = refusal;
  const because = { cause: `${code}: ${message}` };
  const list = `awsmfa device list --profile ${typed(profile)}`;
  const error = (of: ErrorCode, what: string, hint: string): AwsmfaError =>
    new AwsmfaError(of, what, hint, because);
  const known = codeOfRefusal(refusal);
  if (refusal.kind !== "refused") return errorOfRefusal(refusal, attempt);
  if (code === "InvalidAuthenticationCode")
    return error(
      "wrong-code",
      `AWS refused the two codes of ${deviceLabel(about.serial ?? "the device")}: not its codes, or not one after the other`,
      "type two that show one after the other, the older one first",
    );
  if (code === "LimitExceeded") return tooManyDevices(profile, because);
  if (known === "access-denied")
    return error(
      "access-denied",
      `AWS denies ${call} to ${profile}${about.withMfa ? ", even with MFA" : ""}: ${message}`,
      about.withMfa
        ? "ask who manages the account"
        : "ask who manages the account; a policy may allow it only with MFA",
    );
  if (known !== "aws-refused") return errorOfRefusal(refusal, attempt);
  return error("aws-refused", `AWS refused ${call} (${code}): ${message}`, list);
}

/** The error for a ninth device. */
export function tooManyDevices(profile: string, options?: { readonly cause: string }): AwsmfaError {
  return new AwsmfaError(
    "too-many-devices",
    `the user of ${profile} has ${MOST_DEVICES} MFA devices, which is as many as AWS allows`,
    `remove one first: awsmfa device remove --profile ${typed(profile)}`,
    options,
  );
}
