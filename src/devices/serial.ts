/** The MFA device that was set for a profile. */
import { isSecurityKey, isSerial, isUser, usualDevice } from "../aws/arn.ts";
import { AwsmfaError } from "../errors.ts";
import type { Profile } from "../profiles/profile.ts";
import { typed } from "../words/typed.ts";

/** The device that a profile's settings name: `mfa_serial`, else broamski's `aws_mfa_device`. */
export function serialSetting(settings: Profile["settings"]): string | undefined {
  return settings.get("mfa_serial") || settings.get("aws_mfa_device") || undefined;
}

/**
 * The serial number that was set: `--serial`, else `mfa_serial`, else broamski's `aws_mfa_device`;
 * `undefined` if none was.
 * @throws AwsmfaError `usage` or `bad-setting` for one that STS cannot take, `security-key-only` for a FIDO key's
 */
export function configuredSerial(
  { name, settings }: Profile,
  option: string | undefined,
): string | undefined {
  const serial = option ?? serialSetting(settings);
  if (serial === undefined) return undefined;
  const from = option === undefined ? "mfa_serial" : "--serial";
  if (isSecurityKey(serial))
    throw securityKeyOnly(name, `${serial} (${from}) is a FIDO security key`);
  if (isSerial(serial) && !isUser(serial)) return serial;
  const device = usualDevice(serial);
  const command =
    option === undefined
      ? `aws configure set mfa_serial ${device} --profile ${typed(name)}`
      : `awsmfa login --profile ${typed(name)} --serial ${device}`;
  throw new AwsmfaError(
    option === undefined ? "bad-setting" : "usage",
    `“${serial}” (${from}) is ${isUser(serial) ? "a user, not an MFA device" : "not the serial number of an MFA device"}`,
    device === undefined
      ? `leave it out to have the device looked up, or give its ARN: arn:aws:iam::ACCOUNT:mfa/NAME`
      : `did you mean its device? ${command}\nor leave it out to have the device looked up`,
  );
}

/** The error for a device that AWS does not take for sessions, with the way out. @param what the subject of the sentence */
export function securityKeyOnly(profile: string, what: string): AwsmfaError {
  return new AwsmfaError(
    "security-key-only",
    `${what}, which AWS does not take for sessions`,
    `add an authenticator app beside it: awsmfa device enroll --profile ${typed(profile)}\nthen: awsmfa login --profile ${typed(profile)}`,
  );
}
