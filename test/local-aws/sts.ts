/** AWS Security Token Service, API version 2011-06-15. */

import type { Action, Call } from "./call.ts";
import { checkParameters, numberOf, type Rule } from "./parameters.ts";
import { Refusal } from "./refusal.ts";
import { issueSession } from "./sessions.ts";
import { acceptCode } from "./totp.ts";
import { callerArn, isTrusted } from "./roles.ts";
import type { Session } from "./world.ts";
import { branch, leaf } from "./xml.ts";

// botocore's model, sts/2011-06-15.
const GET_SESSION_TOKEN: readonly Rule[] = [
  { name: "DurationSeconds", kind: "number", min: 900, max: 129_600 },
  { name: "SerialNumber", kind: "text", min: 9, max: 256, pattern: "[\\w+=/:,.@-]*" },
  { name: "TokenCode", kind: "text", min: 6, max: 6, pattern: "[\\d]*" },
];
const ASSUME_ROLE: readonly Rule[] = [
  { name: "DurationSeconds", kind: "number", min: 900, max: 43_200 },
  { name: "RoleArn", kind: "text", min: 20, max: 2048 },
  { name: "RoleSessionName", kind: "text", min: 2, max: 64, pattern: "[\\w+=,.@-]*" },
  { name: "ExternalId", kind: "text", min: 2, max: 1224, pattern: "[\\w+=,.@:\\/-]*" },
  ...GET_SESSION_TOKEN.slice(1),
];
const ROLE_SECONDS = 3600;
const ROOT_SECONDS = 3600;
const DEFAULT_SECONDS = 43_200;

/** The actions by name: each takes a call and gives the inside of its result. */
export const STS_ACTIONS: Readonly<Record<string, Action>> = {
  GetSessionToken,
  AssumeRole,
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
  return credentials(session);
}

function credentials(session: Session): string {
  return branch(
    "Credentials",
    leaf("AccessKeyId", session.accessKeyId),
    leaf("SecretAccessKey", session.secretAccessKey),
    leaf("SessionToken", session.token),
    leaf("Expiration", new Date(session.expires).toISOString().replace(".000Z", "Z")),
  );
}

/**
 * sts:AssumeRole, by a user's key, with a code or without, or by temporary credentials.
 * @throws Refusal `AccessDenied`, `ValidationError`, `MalformedInput`
 */
function AssumeRole({ world, caller, parameters, awsNow }: Call): string {
  checkParameters(parameters, ASSUME_ROLE);
  const [arn, name] = ["RoleArn", "RoleSessionName"].map((key) => parameters.get(key) ?? "");
  if (!arn || !name) throw new Refusal(400, "ValidationError", "RoleArn and RoleSessionName");
  if (caller.user.root) throw denied("Roles may not be assumed by root accounts.");
  const sent = checkMfa({ world, caller, parameters, awsNow });
  const { session: by } = caller;
  const given = sent ? awsNow : by?.mfa ? by.issued : undefined;
  const role = world.roles.find((each) => each.arn === arn);
  const externalId = parameters.get("ExternalId") ?? undefined;
  if (role === undefined || !isTrusted(role, caller, externalId, given, awsNow))
    throw denied(
      `User: ${callerArn(caller)} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    );
  const seconds = numberOf(parameters, "DurationSeconds") ?? ROLE_SECONDS;
  if (by !== undefined && seconds > ROLE_SECONDS)
    throw tooLong("the 1 hour session limit for roles assumed by role chaining");
  if (seconds > role.maxSessionDuration) throw tooLong("the MaxSessionDuration set for this role");
  // What a role does next counts as done without MFA, unless its own session was made with a code.
  const session = issueSession(world, caller.user, caller.accessKeyId, sent, seconds, awsNow, {
    role,
    name,
  });
  return (
    credentials(session) + branch("AssumedRoleUser", leaf("Arn", callerArn({ ...caller, session })))
  );
}

function tooLong(what: string): Refusal {
  return new Refusal(400, "ValidationError", `The requested DurationSeconds exceeds ${what}.`);
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
  const device = (caller.session === undefined ? caller.user.devices : []).find(
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
function GetCallerIdentity({ caller }: Call): string {
  const { user, session } = caller;
  const own = user.root ? user.account : "AIDACKCEVSQ6C2EXAMPLE";
  const id = session?.role === undefined ? own : `AROADBQP57FF2AEXAMPLE:${session.role.name}`;
  return leaf("Arn", callerArn(caller)) + leaf("UserId", id) + leaf("Account", user.account);
}

function denied(message: string): Refusal {
  return new Refusal(403, "AccessDenied", message);
}
