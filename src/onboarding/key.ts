/** The access key of a new user: in a CSV file, in a profile already, or typed. */
import { isLongTermKey } from "../aws/access-keys.ts";
import { csvText, pickKey } from "../keys/csv-file.ts";
import type { Context } from "../ports.ts";
import { sectionsWithKey } from "../profiles/key-place.ts";
import { NEXT_OF } from "../profiles/next-mark.ts";
import { type CsvKey, csvKeys } from "../profiles/csv-keys.ts";
import { longTermKey, profileNamed } from "../profiles/profile.ts";
import { profileOfConfigSection } from "../profiles/names.ts";
import type { Situation } from "../sessions/situation.ts";
import type { Csv, FoundKey } from "./found.ts";
import { askForKey } from "./key-questions.ts";
import type { SetupOptions } from "./options.ts";
import { standingProfile } from "./standing.ts";

/**
 * The key by the file that was named, else that of a profile, else what is answered.
 * @returns `undefined` for a dry run where it would be asked for
 * @throws AwsmfaError `bad-csv`, `file-unreadable`, `no-terminal`, `usage`, `unknown-profile`, `interrupted`
 */
export async function findKey(
  options: SetupOptions & { readonly dryRun: boolean },
  situation: Situation,
  context: Context,
): Promise<FoundKey | undefined> {
  if (options.csv !== undefined) return keyOfFile(options.csv, options, situation.files, context);
  const standing = await standingProfile(options, situation, context);
  if (standing !== undefined) return keyOfProfile(standing, situation.files);
  if (options.dryRun) return undefined;
  const answer = await askForKey(options, context);
  if ("csv" in answer)
    return fromCsv(answer.csv, await rowOf(answer.csv, options, context), situation.files);
  const { accessKeyId: id } = answer.key;
  const profile = profileWith(situation.files, id);
  return { key: answer.key, user: undefined, from: "typed", profile, csv: undefined };
}

async function keyOfFile(
  path: string,
  options: SetupOptions,
  files: Situation["files"],
  context: Context,
): Promise<FoundKey> {
  const csv = { path, text: await csvText(path, context) };
  return fromCsv(csv, await rowOf(csv, options, context), files);
}

function rowOf({ path, text }: Csv, { user }: SetupOptions, context: Context): Promise<CsvKey> {
  return pickKey(csvKeys(text, path === "-" ? "standard input" : path), user, context);
}

function fromCsv(
  csv: Csv,
  { credentials: key, user }: CsvKey,
  files: Situation["files"],
): FoundKey {
  const from = csv.path === "-" ? "standard input" : csv.path;
  return { key, user, from, profile: profileWith(files, key.accessKeyId), csv };
}

function keyOfProfile(name: string, files: Situation["files"]): FoundKey {
  const profile = profileNamed(files, name) ?? { name, settings: new Map<string, string>() };
  const key = longTermKey(profile);
  return { key, user: undefined, from: `[${name}]`, profile: name, csv: undefined };
}

/** The first profile with a key of that id, but for one where the key only waits for its turn. */
export function profileWith(files: Situation["files"], id: string): string | undefined {
  if (!isLongTermKey(id)) return undefined;
  return sectionsWithKey(files, id)
    .map((section) =>
      files.credentials.named(section).length > 0 ? section : profileOfConfigSection(section),
    )
    .filter((name) => name !== undefined)
    .find((name) => profileNamed(files, name)?.settings.has(NEXT_OF) === false);
}
