/** `awsmfa device resync`: tells AWS by how much a device's clock is off. */
import { deviceLabel, isSecurityKey } from "../../aws/arn.ts";
import { chooseDevice, devicesOf } from "../../devices/choose.ts";
import { type PairSource, hasStoredSecret, resyncDevice } from "../../devices/resync.ts";
import { serialSetting } from "../../devices/serial.ts";
import { refuseRoot } from "../../devices/subject.ts";
import type { Context } from "../../ports.ts";
import { type DeviceUserOptions, deviceUser } from "../../sessions/device-user.ts";
import { type Planned, plannedWords } from "../../sessions/dry-run.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** Options of `device resync`. */
export interface ResyncOptions extends CommonOptions, DeviceUserOptions {
  /** `--serial` */
  readonly serial?: string;
  readonly dryRun: boolean;
}

/** What was done. */
export interface Resynced {
  readonly outcome: "resynced";
  readonly profile: string;
  readonly user: string;
  readonly serial: string;
  readonly codes: PairSource;
}

/** Finds the device, then two codes of it. @throws AwsmfaError */
export async function run(options: ResyncOptions, context: Context): Promise<Resynced | Planned> {
  const question = "Resync a device of which profile?";
  const { profile, subject, calls, kept } = await deviceUser(options, question, context);
  refuseRoot(subject, profile.name);
  const devices = await devicesOf(subject, calls);
  const set = serialSetting(profile.settings);
  const usable = devices.filter((device) => !isSecurityKey(device.serial));
  const isSet = subject.self && usable.some((device) => device.serial === set);
  const { serial } = await chooseDevice(
    {
      devices,
      subject,
      profile: profile.name,
      wanted: options.serial ?? (isSet ? set : undefined),
      command: "resync",
      keysToo: false,
      question: `Which MFA device of ${subject.name} is to be resynchronized?`,
    },
    context.terminal,
  );
  if (options.dryRun) {
    const how = (await hasStoredSecret(serial, context)) ? "compute" : "ask for";
    const steps = [`${how} two codes of ${deviceLabel(serial)} (iam:ResyncMFADevice)`];
    return { outcome: "planned", profile: profile.name, steps };
  }
  const resync = { subject, profile: profile.name, serial, memoryPath: kept.paths.memory };
  const codes = await resyncDevice(resync, calls, context);
  return { outcome: "resynced", profile: profile.name, user: subject.name, serial, codes };
}

/** What was done. */
export function words(result: Resynced | Planned, { news }: View): Told {
  if (result.outcome === "planned") return { news: plannedWords(result, "this") };
  const device = news("bold", deviceLabel(result.serial));
  return { news: [`${news("good", "✔")} ${device} · resynchronized; the next code is taken`] };
}

/** The same for programs. */
export function json(result: Resynced | Planned): unknown {
  return result;
}
