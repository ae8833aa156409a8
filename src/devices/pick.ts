/** Which of several MFA devices: asked on the terminal. */
import { arnOf, deviceKind, deviceName, isSecurityKey } from "../aws/arn.ts";
import { AwsmfaError } from "../errors.ts";
import type { ListedDevice } from "../ports-aws.ts";
import type { ListQuestion, Terminal } from "../ports-terminal.ts";
import { localDate } from "../words/instants.ts";
import { typed } from "../words/typed.ts";

/**
 * The serial number of the device that is picked.
 * @param devices those that AWS lists, with at least one that STS takes
 * @throws AwsmfaError `several-devices` where nobody can be asked, or on Ctrl-D; `interrupted`
 */
export async function pickDevice(
  profile: string,
  devices: readonly ListedDevice[],
  terminal: Terminal,
): Promise<string> {
  const obstacle = await terminal.unusable();
  const question = { message: `Which MFA device of ${profile}?`, choices: deviceChoices(devices) };
  const picked = obstacle === undefined ? await terminal.pick(question) : undefined;
  if (picked !== undefined) return picked;
  const usable = devices.map(({ serial }) => serial).filter((serial) => !isSecurityKey(serial));
  throw new AwsmfaError(
    "several-devices",
    `${profile} has ${usable.length} MFA devices to choose from: ${usable.join(", ")}`,
    `name one: awsmfa login --profile ${typed(profile)} --serial ${usable[0]}\nor for always: aws configure set mfa_serial ${usable[0]} --profile ${typed(profile)}`,
  );
}

/** The most columns for names, so that with a long one (AWS takes 128 characters) the others still have one line of 80 columns each. */
const NAMES = 36;

/** The devices as choices: kind, name and day of enabling in columns; those that STS does not take come last and say why. */
export function deviceChoices(devices: readonly ListedDevice[]): ListQuestion["choices"] {
  const [usable, others] = [false, true].map((key) =>
    devices.filter(({ serial }) => isSecurityKey(serial) === key),
  );
  const sorted = [...(usable ?? []), ...(others ?? [])];
  // All ASCII, so that the library that knows how wide characters are need not be loaded.
  const wide = (textOf: (serial: string) => string): number =>
    Math.max(...sorted.map(({ serial }) => textOf(serial).length));
  const [kinds, names] = [wide(deviceKind), Math.min(wide(shownName), NAMES)];
  return sorted.map(({ serial, enabled }) => ({
    value: serial,
    label: [
      deviceKind(serial).padEnd(kinds),
      shownName(serial).padEnd(names),
      enabled === undefined ? "" : `since ${localDate(enabled)}`,
    ]
      .join("  ")
      .trimEnd(),
    ...(isSecurityKey(serial) && { disabled: "AWS does not take security keys for sessions" }),
  }));
}

/** The name with its path, which may be what tells two devices apart; a security key's path is its user. */
function shownName(serial: string): string {
  if (isSecurityKey(serial)) return deviceName(serial);
  return arnOf(serial)?.resource.replace(/^mfa\//, "") ?? serial;
}
