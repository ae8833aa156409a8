/** `awsmfa device replace`: a new device enabled and proved, then the old one removed. */
import { deviceLabel } from "../../aws/arn.ts";
import type { AuthenticatorOptions } from "../../devices/authenticator.ts";
import { wantedAuthenticators } from "../../devices/authenticators.ts";
import { chooseDevice, devicesOf } from "../../devices/choose.ts";
import { forget } from "../../devices/noted.ts";
import { planEnrolment } from "../../devices/enroll.ts";
import type { Enrolled } from "../../devices/enrolment.ts";
import { type Removal, forgetSecret, removalSteps } from "../../devices/remove.ts";
import { serialSetting } from "../../devices/serial.ts";
import { carryOut } from "../../devices/steps.ts";
import { refuseRoot } from "../../devices/subject.ts";
import { enrolledLines, enrolledValue, savedWarnings } from "../../devices/words.ts";
import { AwsmfaError } from "../../errors.ts";
import { enrollingFor } from "../../memory/enrolling.ts";
import type { Context } from "../../ports.ts";
import { type DeviceUserOptions, deviceUser } from "../../sessions/device-user.ts";
import { type Planned, plannedWords } from "../../sessions/dry-run.ts";
import { typed } from "../../words/typed.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** Options of `device replace`. */
export interface ReplaceOptions extends CommonOptions, DeviceUserOptions, AuthenticatorOptions {
  /** `--serial`: the device to replace. */
  readonly serial?: string;
  /** `--name`: of the new one. */
  readonly name?: string;
  readonly dryRun: boolean;
}

/** Enrols, then removes: whatever fails, there is a device. @throws AwsmfaError */
export async function run(options: ReplaceOptions, context: Context): Promise<Enrolled | Planned> {
  const question = "A device of which profile is to be replaced?";
  const { profile, subject, calls, kept } = await deviceUser(options, question, context);
  refuseRoot(subject, profile.name);
  const authenticators = wantedAuthenticators(options, profile, context);
  const devices = await devicesOf(subject, calls);
  // What an interrupted replacement has enabled is not the one to replace.
  const newer = enrollingFor(kept.memory, profile.name);
  const older = devices.filter(({ serial }) => !newer.includes(serial));
  const set = serialSetting(profile.settings);
  const isSet = subject.self && older.some(({ serial }) => serial === set);
  const { serial: old } = await chooseDevice(
    {
      devices: older,
      subject,
      profile: profile.name,
      wanted: options.serial ?? (isSet ? set : undefined),
      command: "replace",
      keysToo: true,
      question: `Which MFA device of ${subject.name} is to be replaced?`,
    },
    context.terminal,
  );
  const order = { profile, subject, authenticators, kept, name: options.name, old };
  const enrolment = await planEnrolment(order, calls, context);
  const removal: Removal = { subject, profile, serial: old, devices, kept };
  const last = removalSteps(removal, calls, context);
  if (options.dryRun) {
    const steps = [...enrolment.steps, ...last].map(({ words: text }) => text);
    return { outcome: "planned", profile: profile.name, steps };
  }
  await carryOut(enrolment.steps, context);
  const enrolled = enrolment.enrolled();
  // The old one may be lost: where a code is needed, it is the new one's.
  if (subject.self) calls.usable([enrolled.serial]);
  await carryOut(last, context).catch((error: unknown) => {
    throw stays(error, enrolled, old);
  });
  await forget(enrolled.serial, kept.paths.memory, context);
  await forgetSecret(old, context);
  return enrolled;
}

/** The new device holds whatever becomes of the old one. */
function stays(error: unknown, { profile, serial }: Enrolled, old: string): unknown {
  if (!(error instanceof AwsmfaError)) return error;
  return new AwsmfaError(
    error.code,
    `${deviceLabel(serial)} is enabled, but ${deviceLabel(old)} is still there: ${error.message}`,
    `to remove it: awsmfa device remove --profile ${typed(profile)} --serial ${typed(old)}`,
    { cause: error },
  );
}

/** The device, and what to type next. */
export function words(result: Enrolled | Planned, { news }: View): Told {
  if (result.outcome === "planned") return { news: plannedWords(result, "this") };
  return { news: enrolledLines(result, news), warnings: savedWarnings(result.saved) };
}

/** The same for programs. */
export function json(result: Enrolled | Planned): unknown {
  return result.outcome === "planned" ? result : enrolledValue(result);
}
