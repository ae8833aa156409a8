/** Which MFA device a code is for, where none was set: looked up, picked, or guessed. */
import { isSecurityKey, isSerial } from "../aws/arn.ts";
import { attemptOf } from "../aws/attempt.ts";
import { errorOfRefusal } from "../aws/refusals.ts";
import { AwsmfaError } from "../errors.ts";
import type { ListedDevice } from "../ports-aws.ts";
import { typed } from "../words/typed.ts";
import type { Device, LookUp, LookUpPorts } from "./device.ts";
import { guessDevice } from "./guess.ts";
import { pickDevice } from "./pick.ts";
import { securityKeyOnly } from "./serial.ts";

/**
 * The user's device by iam:ListMFADevices: the only one that STS takes; of several, the one that is picked;
 * where the list is denied, the one that the user usually has.
 * @throws AwsmfaError `no-device`, `security-key-only`, `several-devices`, or what AWS's refusal means
 */
export async function findDevice(lookUp: LookUp, ports: LookUpPorts): Promise<Device> {
  const { profile, connect, learn } = lookUp;
  const connection = await connect("iam");
  ports.debug(`iam:ListMFADevices at ${connection.endpoint} (${connection.region})`);
  const result = await (await ports.iam()).listMfaDevices(connection);
  learn(result.clockOffset);
  const attempt = attemptOf(connection, { profile, call: "iam:ListMFADevices" });
  if (!result.granted) {
    const error = errorOfRefusal(result, attempt);
    if (error.code !== "access-denied") throw error;
    return { serial: await guessDevice(result, error, lookUp, ports), how: "guessed" };
  }
  // They go to the terminal and into a file, so only what IAM can say is taken (IAM API reference, MFADevice).
  if (!result.value.every(({ serial }) => isSerial(serial))) throw errorOfRefusal(FOREIGN, attempt);
  const usable = result.value.filter(({ serial }) => !isSecurityKey(serial));
  const [only, ...others] = usable;
  if (only === undefined) throw withoutDevice(profile, result.value);
  if (others.length === 0) return { serial: only.serial, how: "looked up" };
  return { serial: await pickDevice(profile, result.value, ports.terminal), how: "picked" };
}

/** A list that is none of AWS's. */
const FOREIGN = {
  granted: false,
  kind: "not-aws",
  code: "Foreign",
  message: "",
  status: 200,
  clockOffset: undefined,
} as const;

function withoutDevice(profile: string, [first, ...more]: readonly ListedDevice[]): AwsmfaError {
  if (first === undefined)
    return new AwsmfaError(
      "no-device",
      `the user of ${profile} has no MFA device`,
      `awsmfa device enroll --profile ${typed(profile)}`,
    );
  return securityKeyOnly(
    profile,
    more.length === 0
      ? `the only MFA device of ${profile} is a security key (${first.serial})`
      : `all ${more.length + 1} MFA devices of ${profile} are security keys`,
  );
}
