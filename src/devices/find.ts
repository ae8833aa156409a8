/** Which MFA device a code is for. */
import { deviceLabel, isSecurityKey } from "../aws/arn.ts";
import type { Attempt } from "../aws/attempt.ts";
import { errorOfRefusal } from "../aws/refusals.ts";
import { AwsmfaError } from "../errors.ts";
import type { Connection, Iam, ListedDevice, Terminal } from "../ports.ts";
import { securityKeyOnly } from "./serial.ts";
import { typed } from "../words/typed.ts";

/** What looking a device up needs. */
export interface LookUp {
  readonly profile: string;
  readonly connection: Connection;
  readonly iam: Iam;
  readonly terminal: Terminal;
  /** Told of AWS's clock, if the answer had it; milliseconds. */
  readonly clock: (offset: number | undefined) => void;
}

/**
 * The user's device by iam:ListMFADevices: the only one that STS takes; of several, the one that is picked.
 * @throws AwsmfaError `no-device`, `security-key-only`, `several-devices`, or what AWS's refusal means
 */
export async function findDevice({
  profile,
  connection,
  iam,
  terminal,
  clock,
}: LookUp): Promise<string> {
  const result = await iam.listMfaDevices(connection);
  clock(result.clockOffset);
  const attempt: Attempt = {
    profile,
    accessKeyId: connection.credentials.accessKeyId,
    call: "iam:ListMFADevices",
    endpoint: connection.endpoint,
  };
  if (!result.granted) throw errorOfRefusal(result, attempt);
  const usable = result.value.filter(({ serial }) => !isSecurityKey(serial));
  const [only, ...others] = usable;
  if (only === undefined) throw withoutDevice(profile, result.value);
  return others.length === 0 ? only.serial : pickDevice(profile, usable, terminal);
}

async function pickDevice(
  profile: string,
  devices: readonly ListedDevice[],
  terminal: Terminal,
): Promise<string> {
  const obstacle = await terminal.unusable();
  const choices = devices.map(({ serial }) => ({
    value: serial,
    label: `${deviceLabel(serial)}  ${serial}`,
  }));
  const picked =
    obstacle === undefined
      ? await terminal.pick({ message: `Which MFA device of ${profile}?`, choices })
      : undefined;
  if (picked !== undefined) return picked;
  throw new AwsmfaError(
    "several-devices",
    `${profile} has ${devices.length} MFA devices: ${devices.map(({ serial }) => serial).join(", ")}`,
    `name one: awsmfa login --profile ${typed(profile)} --serial ${devices[0]?.serial}\nor for always: aws configure set mfa_serial ${devices[0]?.serial} --profile ${typed(profile)}`,
  );
}

function withoutDevice(profile: string, listed: readonly ListedDevice[]): AwsmfaError {
  if (listed.length > 0)
    return securityKeyOnly(
      profile,
      `the only MFA device of ${profile} is a security key (${listed[0]?.serial})`,
    );
  return new AwsmfaError(
    "no-device",
    `the user of ${profile} has no MFA device`,
    "add an authenticator app in the AWS console, under Security credentials, then try again",
  );
}
