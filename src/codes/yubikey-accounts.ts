/** Which account of a YubiKey has the codes of an MFA device. Pure. */
import { arnOf, deviceName } from "../aws/arn.ts";

/** What AWS's QR codes name as the issuer. */
const ISSUER = "Amazon Web Services:";

/** The ids of accounts, one a line as ykman prints them. */
export function accountsIn(stdout: string): readonly string[] {
  return stdout.split(/\r?\n/).filter((line) => line.trim() !== "");
}

/**
 * The ids that may be meant, the best ones only: the one that is set (`awsmfa_yubikey_account`) and no other; else
 * the serial number itself; else `Amazon Web Services:name@…` with the device's name, as AWS's QR code says it,
 * where the number of the AWS account goes before an alias.
 */
export function accountsFor(
  serial: string,
  set: string | undefined,
  accounts: readonly string[],
): readonly string[] {
  if (set !== undefined) return accounts.filter((id) => id === set);
  if (accounts.includes(serial)) return [serial];
  const name = deviceName(serial);
  const named = accounts.filter((id) => id.startsWith(`${ISSUER}${name}@`));
  const number = named.filter((id) => id === `${ISSUER}${name}@${arnOf(serial)?.account}`);
  if (number.length > 0) return number;
  return named.length > 0 ? named : accounts.filter((id) => id === `${ISSUER}${name}`);
}
