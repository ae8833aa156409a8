/** Profiles of ours that get a session by running awsmfa, and how they are told from those that hold one. */
import type { AwsFiles } from "../profiles/aws-files.ts";
import { type Ini, settingsOf } from "../profiles/ini.ts";
import { profileOfConfigSection } from "../profiles/names.ts";
import { isOurs } from "./session.ts";

/** The setting that names the profile whose session it is. */
export const PROCESS_FOR = "awsmfa_process_for";

/** A profile with a `credential_process` that we wrote, and the profile whose session that prints. */
export interface ProcessProfile {
  readonly name: string;
  readonly source: string;
}

/** The profile whose session a config section of ours gets by running awsmfa; `undefined` for another section. */
export function processSource(config: Ini, section: string): string | undefined {
  return isOurs(config, section) ? settingsOf(config, section)?.get(PROCESS_FOR) : undefined;
}

/** All of them, in the order of the config file. */
export function processProfiles({ config }: Pick<AwsFiles, "config">): ProcessProfile[] {
  const sections = new Set(config.holding(PROCESS_FOR).map(({ name }) => name));
  return [...sections].flatMap((section) => {
    const [name, source] = [profileOfConfigSection(section), processSource(config, section)];
    return name === undefined || source === undefined ? [] : { name, source };
  });
}
