/** Amazon Resource Names and the serial numbers of MFA devices (IAM user guide, "IAM identifiers"). */

const ARN = /^arn:([a-z0-9-]+):([a-z0-9-]+):([a-z0-9-]*):([0-9]{12})?:(.+)$/;

/** The parts of an ARN that matter here. */
export interface Arn {
  readonly partition: string;
  readonly account: string | undefined;
  /** All that follows the account, such as `mfa/jane`. */
  readonly resource: string;
}

/** Takes an ARN apart; `undefined` if it is none, as with the bare serial number of a hardware token. */
export function arnOf(text: string): Arn | undefined {
  const [, partition, , , account, resource] = ARN.exec(text) ?? [];
  return partition === undefined || resource === undefined
    ? undefined
    : { partition, account, resource };
}

/** Whether STS would look at the serial number: 9 to 256 of its characters (STS API reference, SerialNumber). */
export function isSerial(text: string): boolean {
  return /^[\w+=/:,.@-]{9,256}$/.test(text);
}

/** Whether the serial number is a FIDO security key's or passkey's, which STS does not take. */
export function isSecurityKey(serial: string): boolean {
  return arnOf(serial)?.resource.startsWith("u2f/") ?? false;
}

/** Whether somebody pasted a user's ARN, or root's, where a device's belongs. */
export function isUser(serial: string): boolean {
  const resource = arnOf(serial)?.resource;
  return resource === "root" || (resource?.startsWith("user/") ?? false);
}

/** A user whose ARN was told; without a name it is root. */
export interface ArnUser {
  readonly partition: string;
  readonly account: string;
  readonly name: string | undefined;
}

// A path has any characters from ! to DEL, a name these few (IAM API reference, User).
const USER = /^arn:(aws[a-z-]*):iam::(\d{12}):(?:root|user\/(?:[!-~]*\/)?([\w+=,.@-]{1,64}))$/;

/** The user that an ARN names, without the user's path; `undefined` for others, such as an assumed role's. */
export function userIn(arn: string): ArnUser | undefined {
  const [, partition, account, name] = USER.exec(arn) ?? [];
  return partition === undefined || account === undefined
    ? undefined
    : { partition, account, name };
}

/**
 * The serial number that the virtual device of a user usually has: the device is named as the user, without
 * the user's path, and root's is `root-account-mfa-device` (IAM user guide). The name is the user's choice,
 * so this is a guess.
 * @param arn of an IAM user or of root; `undefined` comes for others, such as an assumed role's
 */
export function usualDevice(arn: string): string | undefined {
  const user = userIn(arn);
  if (user === undefined) return undefined;
  return `arn:${user.partition}:iam::${user.account}:mfa/${user.name ?? "root-account-mfa-device"}`;
}

/** What kind of device it is, by its serial number (IAM API reference, MFADevice): a hardware token has a bare one. */
export function deviceKind(serial: string): string {
  if (isSecurityKey(serial)) return "security key";
  return arnOf(serial) === undefined ? "hardware token" : "authenticator app";
}

/** The same as programs are told it. */
export function deviceKindName(serial: string): "virtual" | "hardware" | "passkey" {
  if (isSecurityKey(serial)) return "passkey";
  return arnOf(serial) === undefined ? "hardware" : "virtual";
}

/** The device as a person would name it: `mfa/jane` of an ARN, else the whole serial number. */
export function deviceLabel(serial: string): string {
  return arnOf(serial)?.resource ?? serial;
}

/** The device's own name, without kind and path: `jane` of `…:mfa/staff/jane`. */
export function deviceName(serial: string): string {
  return deviceLabel(serial).split("/").at(-1) ?? serial;
}

/** Whether the device is the root user's by its default name (IAM user guide). */
export function isRootDevice(serial: string): boolean {
  return arnOf(serial)?.resource === "mfa/root-account-mfa-device";
}
