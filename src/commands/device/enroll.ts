/** `awsmfa device enroll`: a new virtual MFA device, on a phone, in a store, on a YubiKey. */
import type { AuthenticatorOptions } from "../../devices/authenticator.ts";
import { wantedAuthenticators } from "../../devices/authenticators.ts";
import { planEnrolment } from "../../devices/enroll.ts";
import type { Enrolled } from "../../devices/enrolment.ts";
import { carryOut } from "../../devices/steps.ts";
import { enrolledLines, enrolledValue, savedWarnings } from "../../devices/words.ts";
import type { Context } from "../../ports.ts";
import { type DeviceUserOptions, deviceUser } from "../../sessions/device-user.ts";
import { type Planned, plannedWords } from "../../sessions/dry-run.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** Options of `device enroll`. */
export interface EnrollOptions extends CommonOptions, DeviceUserOptions, AuthenticatorOptions {
  /** `--name` */
  readonly name?: string;
  readonly dryRun: boolean;
}

/** Looks, plans, and does it. What was made is taken back where it fails. @throws AwsmfaError */
export async function run(options: EnrollOptions, context: Context): Promise<Enrolled | Planned> {
  const question = "A new MFA device for which profile?";
  const { profile, subject, calls, kept } = await deviceUser(options, question, context);
  const authenticators = wantedAuthenticators(options, profile, context);
  const order = { profile, subject, authenticators, kept, name: options.name };
  const enrolment = await planEnrolment(order, calls, context);
  if (options.dryRun) {
    const steps = enrolment.steps.map((step) => step.words);
    return { outcome: "planned", profile: profile.name, steps };
  }
  await carryOut(enrolment.steps, context);
  return enrolment.enrolled();
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
