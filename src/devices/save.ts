/** `mfa_serial` put into the profile's own section of the config file. Pure. */
import { AwsmfaError } from "../errors.ts";
import type { FileText } from "../ports.ts";
import { readAwsFiles } from "../profiles/aws-files.ts";
import { checkedPut } from "../profiles/checked.ts";
import { type Ini, settingsOf } from "../profiles/ini.ts";
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
  const section = onlySection(config, text, profile);
  if (text !== undefined && settingsOf(config, section)?.has("mfa_serial")) return text;
  return checkedPut(text, section, new Map([["mfa_serial", serial]]));
}

/**
 * The config file with settings in the profile's section, in place of those that it has.
 * @param drop settings to take out; where there is no section there is nothing to take out
 * @throws AwsmfaError as {@link configWithSerial}
 */
export function configWithSettings(
  text: FileText | undefined,
  profile: string,
  put: ReadonlyMap<string, string>,
  drop: readonly string[] = [],
): FileText | undefined {
  const { config } = readAwsFiles(text, undefined);
  const section = onlySection(config, text, profile);
  const settings = settingsOf(config, section);
  const isThere = [...put].every(([key, value]) => settings?.get(key) === value);
  if (isThere && !drop.some((key) => settings?.has(key))) return text;
  return checkedPut(text, section, put, drop);
}

/** The credentials file with settings in the profile's section, which is there. @throws AwsmfaError `unsafe-edit` */
export function credentialsWithSettings(
  text: FileText | undefined,
  profile: string,
  put: ReadonlyMap<string, string>,
  drop: readonly string[],
): FileText | undefined {
  const settings = settingsOf(readAwsFiles(undefined, text).credentials, profile);
  // Whoever took the section away meanwhile wants none.
  return settings === undefined ? text : checkedPut(text, profile, put, drop);
}

function onlySection(config: Ini, text: FileText | undefined, profile: string): string {
  const sections = config.sections.filter(({ name }) => profileOfConfigSection(name) === profile);
  if (sections.length <= 1) return serialPlace(text, profile).section;
  throw new AwsmfaError(
    "foreign-section",
    `${profile} has ${sections.length} sections in the config file`,
    "keep one of them, and remove the others by hand",
  );
}
