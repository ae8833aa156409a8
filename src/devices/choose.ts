/** Which of a user's devices a command is about. */
import { deviceKind, deviceLabel, deviceName, isSecurityKey } from "../aws/arn.ts";
import { AwsmfaError } from "../errors.ts";
import type { ListedDevice } from "../ports-aws.ts";
import type { Terminal } from "../ports-terminal.ts";
import { typed } from "../words/typed.ts";
import type { Calls } from "../users/calls.ts";
import { deviceChoices } from "./pick.ts";
import type { Subject } from "./subject.ts";

/** The devices of a user; with MFA where AWS wants it. @throws AwsmfaError what AWS's refusal means */
export async function devicesOf(subject: Subject, calls: Calls): Promise<readonly ListedDevice[]> {
  const whose = subject.self ? undefined : subject.name;
  const devices = await calls.must("ListMFADevices", (iam, connection) =>
    iam.listMfaDevices(connection, whose),
  );
  const usable = devices.map(({ serial }) => serial).filter((serial) => !isSecurityKey(serial));
  if (subject.self) calls.usable(usable);
  return devices;
}

/** What is asked of a choice. */
export interface Choice {
  readonly devices: readonly ListedDevice[];
  readonly subject: Subject;
  readonly profile: string;
  /** `--serial`: a serial number, or a device's name. */
  readonly wanted: string | undefined;
  /** `remove`, for the words that name one. */
  readonly command: string;
  /** Whether security keys may be picked. */
  readonly keysToo: boolean;
  readonly question: string;
}

/**
 * The device that is named, else the only one, else the one that is picked.
 * @throws AwsmfaError `no-device`, `several-devices` where nobody can be asked or on Ctrl-D, `interrupted`
 */
export async function chooseDevice(choice: Choice, terminal: Terminal): Promise<ListedDevice> {
  const { devices, subject, profile, wanted, keysToo, question } = choice;
  const eligible = devices.filter(({ serial }) => keysToo || !isSecurityKey(serial));
  if (wanted !== undefined) {
    const named = eligible.find(({ serial }) => isNamed(serial, wanted));
    if (named !== undefined) return named;
    throw none(
      `${subject.name} has no ${keysToo ? "" : "code "}device “${wanted}” (--serial)`,
      profile,
    );
  }
  const [only, ...others] = eligible;
  if (only === undefined)
    throw none(
      devices.length === 0
        ? `${subject.name} has no MFA device`
        : `${subject.name} has only security keys, which have no codes`,
      profile,
    );
  if (others.length === 0) return only;
  const nobody = await terminal.unusable();
  const choices = keysToo
    ? deviceChoices(eligible).map(({ value, label }) => ({ value, label }))
    : deviceChoices(devices);
  const picked =
    nobody === undefined ? await terminal.pick({ message: question, choices }) : undefined;
  const found = eligible.find(({ serial }) => serial === picked);
  if (found !== undefined) return found;
  throw new AwsmfaError(
    "several-devices",
    `${subject.name} has ${eligible.length} MFA devices to choose from: ${eligible.map(({ serial }) => deviceLabel(serial)).join(", ")}`,
    `name one: awsmfa device ${choice.command} --profile ${typed(profile)} --serial ${typed(deviceName(only.serial))}`,
  );
}

function isNamed(serial: string, wanted: string): boolean {
  return [serial, deviceLabel(serial), deviceName(serial)].includes(wanted);
}

function none(what: string, profile: string): AwsmfaError {
  return new AwsmfaError("no-device", what, `awsmfa device list --profile ${typed(profile)}`);
}

/** A device in a sentence: what it is called and what it is. */
export function deviceWords(serial: string): string {
  return `${deviceLabel(serial)} (${deviceKind(serial)})`;
}
