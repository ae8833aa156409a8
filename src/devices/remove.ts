/** Taking a device from a user: deactivated, and a virtual one deleted. */
import { deviceKindName, deviceLabel, isSecurityKey } from "../aws/arn.ts";
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { ListedDevice } from "../ports-aws.ts";
import type { Profile } from "../profiles/profile.ts";
import { forgetStored, storedSecrets } from "../secrets/stored-secrets.ts";
import { typed } from "../words/typed.ts";
import type { Calls } from "../users/calls.ts";
import { saveSettings } from "./keep-serial.ts";
import type { Kept, Saved } from "./kept.ts";
import { serialSetting } from "./serial.ts";
import type { Step } from "./steps.ts";
import type { Subject } from "./subject.ts";

/** What is to be removed, and of whom. */
export interface Removal {
  readonly subject: Subject;
  readonly profile: Profile;
  readonly serial: string;
  /** The user's devices, this one included. */
  readonly devices: readonly ListedDevice[];
  readonly kept: Kept;
}

/** Refuses to take the last device, or the last one that gives codes. @throws AwsmfaError `last-device` */
export function refuseLast({ subject, profile, serial, devices }: Removal): void {
  const others = devices.filter((each) => each.serial !== serial);
  const isLast = others.every((each) => isSecurityKey(each.serial));
  if (!isLast || (isSecurityKey(serial) && others.length > 0)) return;
  const label = deviceLabel(serial);
  const whose = subject.self ? "you" : subject.name;
  const user = subject.self ? "" : ` --user ${typed(subject.name)}`;
  const means =
    others.length === 0
      ? `without one, ${whose} can do nothing that the account allows only with MFA`
      : `security keys give no codes, so ${whose} would get no session with awsmfa`;
  const command = `--profile ${typed(profile.name)}${user}`;
  throw new AwsmfaError(
    "last-device",
    `${label} is the last MFA device of ${subject.name}${others.length === 0 ? "" : " that gives codes"}: ${means}`,
    `a new one in its place: awsmfa device replace ${command}\nor all the same: awsmfa device remove ${command} --force`,
  );
}

/** The steps. What is done twice is harmless: a device that is gone is gone. */
export function removalSteps(removal: Removal, calls: Calls, context: Context): readonly Step[] {
  const { subject, serial } = removal;
  const label = deviceLabel(serial);
  const deactivate: Step = {
    name: "deactivate",
    words: `take ${label} from ${subject.name} (iam:DeactivateMFADevice)`,
    async act() {
      const device = { user: subject.name, serial };
      const result = await calls.ask("DeactivateMFADevice", (iam, connection) =>
        iam.deactivateMfaDevice(connection, device),
      );
      if (result.granted || result.code === "NoSuchEntity") return;
      throw await calls.error(result, "DeactivateMFADevice", serial);
    },
  };
  const remove: Step = {
    name: "delete",
    words: `delete it (iam:DeleteVirtualMFADevice)`,
    async act() {
      const result = await calls.ask("DeleteVirtualMFADevice", (iam, connection) =>
        iam.deleteVirtualMfaDevice(connection, serial),
      );
      if (result.granted || result.code === "NoSuchEntity") return;
      const error = await calls.error(result, "DeleteVirtualMFADevice", serial);
      const why = error instanceof AwsmfaError ? error.message : "";
      context.output.warn(
        `awsmfa: ${label} is taken from ${subject.name}, but stays at AWS: ${why}`,
      );
    },
  };
  const isVirtual = deviceKindName(serial) === "virtual";
  return isVirtual ? [deactivate, remove] : [deactivate];
}

/** Forgets a device that is gone: its stored secret, and the profile's setting. @param put what the profile gets in its place */
export async function forgetDevice(
  { profile, serial, devices, subject, kept }: Removal,
  context: Context,
): Promise<Saved | undefined> {
  await forgetSecret(serial, context);
  if (!subject.self || serialSetting(profile.settings) !== serial) return undefined;
  const usable = devices.filter((each) => each.serial !== serial && !isSecurityKey(each.serial));
  const [next, ...more] = usable;
  // Of several, the next login asks which one.
  if (next === undefined || more.length > 0) {
    const drop = ["mfa_serial", "aws_mfa_device"].filter((key) => profile.settings.has(key));
    return saveSettings(profile, new Map(), drop, kept, context);
  }
  return saveSettings(profile, new Map([["mfa_serial", next.serial]]), [], kept, context);
}

/** A secret whose device is gone makes codes that nobody takes. That it stays is said and fails nothing. */
export async function forgetSecret(serial: string, context: Context): Promise<void> {
  const entry = (await storedSecrets(context)).find((each) => each.serial === serial);
  if (entry === undefined) return;
  const { SECRET_STORES } = await import("../secrets/secrets.ts");
  const kind = SECRET_STORES[entry.store];
  try {
    await kind.open(context).remove(serial);
    await forgetStored(serial, context);
    context.output.news(`awsmfa: its secret is removed from ${kind.label}`);
  } catch (error) {
    if (!(error instanceof AwsmfaError) || error.code === "interrupted") throw error;
    context.output.warn(
      `awsmfa: its secret stays in ${kind.label}: ${error.message}; to remove it: awsmfa secret remove --serial ${typed(serial)}`,
    );
  }
}
