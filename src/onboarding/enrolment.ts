/** The enrolment of a new user's MFA device, planned anew from how things stand. */
import { type Enrolment, planEnrolment } from "../devices/enroll.ts";
import { settingsOf } from "../profiles/ini.ts";
import { keySettings } from "../profiles/key-place.ts";
import { profileNamed } from "../profiles/profile.ts";
import { deviceCalls } from "../sessions/device-user.ts";
import { lookAround } from "../sessions/look.ts";
import type { Way } from "./way.ts";

/**
 * The plan for the profile as it reads now; for a dry run, as it would read.
 * @throws AwsmfaError what {@link planEnrolment} throws
 */
export async function enrolmentFor({
  plan,
  subject,
  authenticators,
  options,
  context,
}: Way): Promise<Enrolment> {
  const situation = await lookAround(context);
  const { paths, memory, files } = situation;
  const { profile: name, key } = plan;
  const settings = profileNamed(files, name)?.settings ?? new Map<string, string>();
  const profile = { name, settings: new Map([...settings, ...keySettings(key)]) };
  const { calls } = deviceCalls(profile, situation, context);
  const inCredentials = [...(settingsOf(files.credentials, name)?.keys() ?? [])];
  const kept = { paths, memory, inCredentials };
  return planEnrolment(
    { profile, subject, authenticators, kept, name: options.name },
    calls,
    context,
  );
}
