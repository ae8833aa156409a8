/** What was found out and done, each in one line. */
import { deviceLabel } from "../aws/arn.ts";
import type { Paint } from "../ports.ts";
import { profileNamed } from "../profiles/profile.ts";
import { typed } from "../words/typed.ts";
import type { Found } from "./found.ts";
import type { Way } from "./way.ts";

/** The lines of the first look: the key, and whose it is. */
export function foundLines({ found, subject }: Found, paint: Paint): string[] {
  const tick = paint("good", "✔");
  return [
    `${tick} access key ${paint("bold", found.key.accessKeyId)} · ${found.from}`,
    `${tick} it belongs to ${paint("bold", subject.name)} in account ${subject.account}`,
  ];
}

/** The line of the profile. @param path of the credentials file, as people write it */
export function keyLine({ plan, region, situation, context }: Way, path: string): string {
  const paint = context.output.newsPaint;
  const { profile, outcome } = plan;
  const standing = profileNamed(situation.files, profile)?.settings.get("region");
  const at = region ?? standing;
  const done = {
    imported: `written to ${path}`,
    kept: "has the key already",
    replaced: `its secret is set right in ${path}`,
  }[outcome];
  const parts = [paint("bold", profile), ...(at === undefined ? [] : [at]), paint("dim", done)];
  return `${paint("good", "✔")} profile ${parts.join(" · ")}`;
}

/** Why a device is enrolled although there is one; `undefined` where there is none. */
export function passkeysLine({ devices: { passkeys, usable } }: Found): string | undefined {
  const [first, ...more] = passkeys;
  if (first === undefined || usable?.length !== 0) return undefined;
  const those =
    more.length === 0
      ? `${deviceLabel(first)} is a passkey or security key`
      : `all ${passkeys.length} MFA devices are passkeys or security keys`;
  return `  ${those}, which AWS does not take for sessions: one with six digits comes beside it`;
}

/** The line of the MFA device. */
export function deviceLine({
  enrolled,
  authenticators,
  devices,
  options,
  plan,
  context,
}: Way): string {
  const paint = context.output.newsPaint;
  const tick = paint("good", "✔");
  const on = authenticators.map(({ label }) => label).join(" and ");
  if (enrolled !== undefined)
    return `${tick} MFA device ${paint("bold", deviceLabel(enrolled.serial))} · ${
      enrolled.outcome === "finished"
        ? "was enabled already, by a run that was interrupted"
        : `on ${on}`
    }`;
  const { usable, set } = devices;
  const names = usable?.map(deviceLabel) ?? [];
  if (names.length === 0)
    return `${tick} MFA device ${set === undefined ? "is looked up with the code" : deviceLabel(set)}`;
  const shown =
    names.length > 3
      ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`
      : names.join(", ");
  // What was asked for is said to be another command's.
  const more =
    options.to === undefined
      ? ""
      : `; one more: awsmfa device enroll --profile ${typed(plan.profile)} ${options.to.map((each) => `--to ${each}`).join(" ")}`;
  return `${tick} MFA device ${paint("bold", shown)} · there already${more}`;
}
