/** `awsmfa device remove`: takes an MFA device from a user. */
import { deviceLabel } from "../../aws/arn.ts";
import { chooseDevice, devicesOf, deviceWords } from "../../devices/choose.ts";
import type { Saved } from "../../devices/kept.ts";
import { type Removal, forgetDevice, refuseLast, removalSteps } from "../../devices/remove.ts";
import { carryOut } from "../../devices/steps.ts";
import { refuseRoot } from "../../devices/subject.ts";
import { savedWarnings } from "../../devices/words.ts";
import type { Context } from "../../ports.ts";
import { consents } from "../../secrets/consent.ts";
import { type DeviceUserOptions, deviceUser } from "../../sessions/device-user.ts";
import { type Planned, plannedWords } from "../../sessions/dry-run.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** Options of `device remove`. */
export interface RemoveOptions extends CommonOptions, DeviceUserOptions {
  /** `--serial` */
  readonly serial?: string;
  /** `--force`: the last one too, and without a question. */
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** What became of it. */
export interface Removed {
  readonly outcome: "removed" | "declined";
  readonly profile: string;
  readonly user: string;
  readonly serial: string;
  readonly saved: Saved | undefined;
}

/** Refuses the last one, asks, then removes it. @throws AwsmfaError */
export async function run(options: RemoveOptions, context: Context): Promise<Removed | Planned> {
  const question = "Remove a device of which profile?";
  const { profile, subject, calls, kept } = await deviceUser(options, question, context);
  refuseRoot(subject, profile.name);
  const devices = await devicesOf(subject, calls);
  const { serial } = await chooseDevice(
    {
      devices,
      subject,
      profile: profile.name,
      wanted: options.serial,
      command: "remove",
      keysToo: true,
      question: `Which MFA device of ${subject.name} is to be removed?`,
    },
    context.terminal,
  );
  const removal: Removal = { subject, profile, serial, devices, kept };
  if (!options.force) refuseLast(removal);
  const steps = removalSteps(removal, calls, context);
  if (options.dryRun)
    return { outcome: "planned", profile: profile.name, steps: steps.map((step) => step.words) };
  const agreed =
    options.force ||
    (await consents(
      {
        message: `Remove ${deviceWords(serial)} of ${subject.name}? AWS takes no code of it any more.`,
        yes: "yes, remove it",
        what: "removing an MFA device",
        anyway: "--force",
      },
      context.terminal,
    ));
  const result = { profile: profile.name, user: subject.name, serial };
  if (!agreed) return { ...result, outcome: "declined", saved: undefined };
  await carryOut(steps, context);
  return { ...result, outcome: "removed", saved: await forgetDevice(removal, context) };
}

/** What became of it. */
export function words(result: Removed | Planned, { news }: View): Told {
  if (result.outcome === "planned") return { news: plannedWords(result, "this") };
  const { serial, user, saved, profile } = result;
  const device = news("bold", deviceLabel(serial));
  if (result.outcome === "declined") return { news: [`${device} · stays a device of ${user}`] };
  const setting =
    saved?.outcome === "saved" ? [`  mfa_serial of ${profile} is brought up to date`] : [];
  return {
    news: [`${news("good", "✔")} ${device} · removed from ${user}`, ...setting],
    warnings: savedWarnings(saved),
  };
}

/** The same for programs. */
export function json(result: Removed | Planned): unknown {
  if (result.outcome === "planned") return result;
  const { outcome, profile, user, serial } = result;
  return { outcome, profile, user, serial };
}
