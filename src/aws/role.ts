/** Facts about assuming roles (STS API reference, AssumeRole). */
import { arnOf, deviceName } from "./arn.ts";

/** How long a role's session may last, in seconds; `chained` where the caller's own credentials are temporary. */
export const ROLE_SECONDS = { least: 900, most: 43_200, usual: 3600, chained: 3600 } as const;

/** Whether the text is the ARN of a role. */
export function isRoleArn(text: string): boolean {
  return /^arn:[a-z0-9-]+:iam::\d{12}:role\/[!-~]{1,576}$/.test(text);
}

/** Whether STS would take the text for the name of a role's session. */
export function isRoleSessionName(text: string): boolean {
  return /^[\w+=,.@-]{2,64}$/.test(text);
}

/** Whether STS would take the text for an external id. */
export function isExternalId(text: string): boolean {
  return /^[\w+=,.@:/-]{2,1224}$/.test(text);
}

/**
 * The name of a role's session where none was set, so that CloudTrail says who it was: the name of the MFA
 * device, which is usually the user's, else that of the profile (a hardware token's number tells nobody anything).
 */
export function usualSessionName(serial: string | undefined, profile: string): string {
  const isNamed = serial !== undefined && arnOf(serial) !== undefined;
  const name = isNamed ? deviceName(serial) : profile;
  return name
    .replace(/[^\w+=,.@-]/g, "-")
    .slice(0, 64)
    .padEnd(2, "-");
}
