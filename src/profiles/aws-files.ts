/** AWS's two files, read. */
import type { FileText } from "../ports.ts";
import { type Ini, readIni } from "./ini.ts";
import { profileOfConfigSection } from "./names.ts";

/** AWS's two files as read; a file that is not there reads as empty. */
export interface AwsFiles {
  readonly config: Ini;
  readonly credentials: Ini;
  /**
   * The name of the config file's section for each profile. Where differently written names mean one
   * profile (`[profile x]`, `[profile 'x']`), the last wins whole (botocore `build_profile_map`).
   */
  readonly configSections: () => ReadonlyMap<string, string>;
  /** The same for one profile, without taking a large file apart where its headers are written plainly. */
  readonly configSection: (profile: string) => string | undefined;
}

/** Reads the texts of both files; `undefined` stands for a file that is not there. */
export function readAwsFiles(
  config: FileText | undefined,
  credentials: FileText | undefined,
): AwsFiles {
  const ini = readIni(config ?? "");
  let table: ReadonlyMap<string, string> | undefined;
  const sections = (): ReadonlyMap<string, string> => (table ??= sectionsByProfile(ini));
  return {
    config: ini,
    credentials: readIni(credentials ?? ""),
    configSections: sections,
    configSection: (profile) =>
      table === undefined && isPlain(profile) && !ODD_HEADER.test(ini.text)
        ? plainSection(ini, profile)
        : sections().get(profile),
  };
}

/** A header that starts like a profile's and is not `profile`, one blank and a name without quotes, blanks and backslashes. */
const ODD_HEADER = /\[profile(?! [^\s'"\\[\]]+\])/;

function isPlain(profile: string): boolean {
  return /^[^\s'"\\[\]]+$/.test(profile);
}

function plainSection(ini: Ini, profile: string): string | undefined {
  const names = profile === "default" ? ["default", "profile default"] : [`profile ${profile}`];
  const found = names.flatMap((name) => ini.named(name));
  return found.toSorted((one, other) => one.start - other.start).at(-1)?.name;
}

function sectionsByProfile({ sections }: Ini): Map<string, string> {
  const pairs = sections.map(({ name }) => [profileOfConfigSection(name), name] as const);
  return new Map(pairs.filter((pair): pair is readonly [string, string] => pair[0] !== undefined));
}
