/** AWS Security Token Service, API version 2011-06-15. */

import type { Action, Call } from "./call.ts";
import { checkParameters, numberOf, type Rule } from "./parameters.ts";
import { Refusal } from "./refusal.ts";
import { issueSession } from "./sessions.ts";
import { acceptCode } from "./totp.ts";
import { arnOf } from "./world.ts";
import { branch, leaf } from "./xml.ts";

// botocore's model, sts/2011-06-15.
const GET_SESSION_TOKEN: readonly Rule[] = [
  { name: "DurationSeconds", kind: "number", min: 900, max: 129_600 },
  { name: "SerialNumber", kind: "text", min: 9, max: 256, pattern: "[\\w+=/:,.@-]*" },
  { name: "TokenCode", kind: "text", min: 6, max: 6, pattern: "[\\d]*" },
];
const ROOT_SECONDS = 3600;
const DEFAULT_SECONDS = 43_200;

/** The actions by name: each takes a call and gives the inside of its result. */
export const STS_ACTIONS: Readonly<Record<string, Action>> = {
  GetSessionToken,
  GetCallerIdentity,
};

/**
 * sts:GetSessionToken. An account's owner gets an hour at most, without a refusal.
 * @throws Refusal `AccessDenied`, `ValidationError`, `MalformedInput`
 */
function GetSessionToken({ world, caller, parameters, awsNow }: Call): string {
  if (caller.session !== undefined)
    throw denied("Cannot call GetSessionToken with session credentials");
  checkParameters(parameters, GET_SESSION_TOKEN);
  const mfa = checkMfa({ world, caller, parameters, awsNow });
  const asked = numberOf(parameters, "DurationSeconds") ?? DEFAULT_SECONDS;
  const seconds = caller.user.root ? Math.min(asked, ROOT_SECONDS) : asked;
  const session = issueSession(world, caller.user, caller.accessKeyId, mfa, seconds, awsNow);
  return branch(
    "Credentials",
    leaf("AccessKeyId", session.accessKeyId),
    leaf("SecretAccessKey", session.secretAccessKey),
    leaf("SessionToken", session.token),
    leaf("Expiration", new Date(session.expires).toISOString().replace(".000Z", "Z")),
  );
}

/** Whether a device's code was given; throws when what was given does not hold. */
function checkMfa({ caller, parameters, awsNow }: Call): boolean {
  const serial = parameters.get("SerialNumber");
  const code = parameters.get("TokenCode");
  if (serial === null && code === null) return false;
  if (serial === null || code === null) {
    throw denied(
      "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.",
    );
  }
  const device = caller.user.devices.find(
    (each) => each.serial === serial && each.active && each.kind !== "fido",
  );
  if (device === undefined) {
    // Two blanks, as AWS writes it.
    throw denied(
      "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.",
    );
  }
  if (!acceptCode(device, code, awsNow)) {
    throw denied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");
  }
  return true;
}

/** sts:GetCallerIdentity: needs no permission; credentials of GetSessionToken have the user's identity. */
function GetCallerIdentity({ caller: { user } }: Call): string {
  const id = user.root ? user.account : "AIDACKCEVSQ6C2EXAMPLE";
  return leaf("Arn", arnOf(user)) + leaf("UserId", id) + leaf("Account", user.account);
}

function denied(message: string): Refusal {
  return new Refusal(403, "AccessDenied", message);
}
