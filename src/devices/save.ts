/** `mfa_serial` put into the profile's own section of the config file. Pure. */
import { AwsmfaError } from "../errors.ts";
import type { FileText } from "../ports.ts";
import { readAwsFiles } from "../profiles/aws-files.ts";
import { checkedPut } from "../profiles/checked.ts";
import { settingsOf } from "../profiles/ini.ts";
import { configSectionOf, profileOfConfigSection } from "../profiles/names.ts";

/** The section of the config file for a profile, and whether it would be a new one. */
export function serialPlace(
  text: FileText | undefined,
  profile: string,
): { readonly section: string; readonly isNew: boolean } {
  const section = readAwsFiles(text, undefined).configSection(profile);
  return { section: section ?? configSectionOf(profile), isNew: section === undefined };
}

/**
 * The config file with the device in the profile's section: one line more, or one section more where there
 * is none. The section is the user's and not ours: a device that it has meanwhile stays.
 * @throws AwsmfaError `foreign-section` where the profile has several sections, `unsafe-edit`
 */
export function configWithSerial(
  text: FileText | undefined,
  profile: string,
  serial: string,
): FileText {
  const { config } = readAwsFiles(text, undefined);
  const sections = config.sections.filter(({ name }) => profileOfConfigSection(name) === profile);
  if (sections.length > 1)
    throw new AwsmfaError(
      "foreign-section",
      `${profile} has ${sections.length} sections in the config file`,
      "keep one of them, and remove the others by hand",
    );
  const { section } = serialPlace(text, profile);
  if (text !== undefined && settingsOf(config, section)?.has("mfa_serial")) return text;
  return checkedPut(text, section, new Map([["mfa_serial", serial]]));
}
