/** Where a profile's long-term key stands in AWS's files, and the edits that change it. Pure. */
import { AwsmfaError } from "../errors.ts";
import type { FileText } from "../ports.ts";
import type { Credentials } from "../ports-aws.ts";
import { typed } from "../words/typed.ts";
import { type AwsFiles, readAwsFiles } from "./aws-files.ts";
import { checkedPut, checkedRemove } from "./checked.ts";
import { entriesOf, type Ini, settingsOf } from "./ini.ts";
import { STORED_ID } from "./key-source.ts";
import { configSectionOf } from "./names.ts";
import { NEXT_OF } from "./next-mark.ts";

const MANAGER = "awsmfa";
/** The settings of a key. */
export const ID = "aws_access_key_id";
/** Its secret. */
export const SECRET = "aws_secret_access_key";

/** Where a key stands. */
export interface KeyPlace {
  readonly profile: string;
  readonly id: string;
  readonly file: "credentials" | "config";
  /** All sections of the file with this key; other profiles may share it. */
  readonly sections: readonly string[];
  /** The section for the key that is to take its place, in the same file, and its profile. */
  readonly next: string;
  readonly nextProfile: string;
}

/**
 * The place of the key that a profile has.
 * @param id the access key id, as the profile reads
 * @throws AwsmfaError `split-key` where it stands in both files, or in none of the profile's own
 */
export function keyPlace(files: AwsFiles, profile: string, id: string): KeyPlace {
  const section = files.configSection(profile);
  const holders = {
    credentials: holding(files.credentials, id),
    config: holding(files.config, id),
  };
  const own = {
    credentials: has(files.credentials, profile),
    config: section !== undefined && has(files.config, section),
  };
  if (own.credentials && own.config) throw split(`${profile} has an access key in both files`);
  if (!own.credentials && !own.config)
    throw split(`the access key of ${profile} is not whole in a section of its own`);
  const file = own.credentials ? "credentials" : "config";
  const elsewhere = holders[file === "credentials" ? "config" : "credentials"];
  if (elsewhere.length > 0)
    throw split(`the key of ${profile} stands in the other file too, in [${elsewhere[0]}]`);
  const nextProfile = `${profile}-next`;
  const next = file === "credentials" ? nextProfile : configSectionOf(nextProfile);
  return { profile, id, file, sections: holders[file], next, nextProfile };
}

function has(ini: Ini, section: string): boolean {
  const own = new Set(
    ini.named(section).flatMap((each) => entriesOf(ini, each).map(({ key }) => key)),
  );
  return own.has(ID) && own.has(SECRET);
}

/** The names of the sections that have a key in their own text, or in another setting its id. */
export function holding(ini: Ini, id: string, setting = ID): string[] {
  const sections = ini
    .holding(id)
    .filter((section) =>
      entriesOf(ini, section).some(({ key, value }) => key === setting && value === id),
    );
  return [...new Set(sections.map(({ name }) => name))];
}

/** The error for a key that one write cannot change. @param message where it stands */
export function split(message: string): AwsmfaError {
  return new AwsmfaError(
    "split-key",
    `${message}; awsmfa changes a key only where it stands whole and once`,
    "put id and secret into one section of the credentials file, by hand, and nowhere else",
  );
}

/** The sections of either file that hold an access key, or name it where it was moved, as people know them: their profiles or headers. */
export function sectionsWithKey({ credentials, config }: AwsFiles, id: string): string[] {
  const both = [credentials, config];
  return [
    ...new Set([ID, STORED_ID].flatMap((key) => both.flatMap((ini) => holding(ini, id, key)))),
  ];
}

/** The file's reading among both. */
export function iniOf(text: FileText | undefined, { file }: Pick<KeyPlace, "file">): Ini {
  return file === "credentials"
    ? readAwsFiles(undefined, text).credentials
    : readAwsFiles(text, undefined).config;
}

/** The key that waits in the section for it; `undefined` if there is no such section of ours. @throws AwsmfaError `foreign-section` */
export function nextKey(text: FileText | undefined, place: KeyPlace): Credentials | undefined {
  const settings = settingsOf(iniOf(text, place), place.next);
  if (settings === undefined) return undefined;
  const [accessKeyId, secretAccessKey] = [settings.get(ID), settings.get(SECRET)];
  const ours = settings.get("manager") === MANAGER && settings.get(NEXT_OF) === place.profile;
  if (ours && accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey };
  throw new AwsmfaError(
    "foreign-section",
    ours
      ? `[${place.next}] is to hold the next key of ${place.profile}, and does not hold it whole`
      : `[${place.next}], where the next key of ${place.profile} would be kept, was not written by awsmfa`,
    `rename or remove that section by hand, then: awsmfa key rotate --profile ${typed(place.profile)}`,
  );
}

/** The text with the next key in its section. @throws AwsmfaError `foreign-section`, `unsafe-edit` */
export function withNext(text: FileText | undefined, place: KeyPlace, key: Credentials): FileText {
  nextKey(text, place);
  return checkedPut(
    text,
    place.next,
    new Map([...keySettings(key), ["manager", MANAGER], [NEXT_OF, place.profile]]),
  );
}

/** The text without the section of the next key. */
export function withoutNext(text: FileText | undefined, place: KeyPlace): FileText | undefined {
  return text === undefined || nextKey(text, place) === undefined
    ? text
    : checkedRemove(text, place.next);
}

/**
 * The text with another key wherever the old one stands, and without the section of the next one: one write.
 * @throws AwsmfaError `rotation-stopped` where the key is not there any more, `foreign-section`, `unsafe-edit`
 */
export function withSwapped(
  text: FileText | undefined,
  place: KeyPlace,
  key: Credentials,
): FileText | undefined {
  const sections = holding(iniOf(text, place), place.id);
  if (sections.length === 0)
    throw new AwsmfaError(
      "rotation-stopped",
      `another program has changed the key of ${place.profile} meanwhile`,
      `look at it, then: awsmfa key rotate --profile ${typed(place.profile)}`,
    );
  const swapped = sections.reduce<FileText | undefined>(
    (rest, section) => checkedPut(rest, section, keySettings(key)),
    text,
  );
  return withoutNext(swapped, place);
}

/** A key as settings, in the order in which people write them. */
export function keySettings({ accessKeyId, secretAccessKey }: Credentials): Map<string, string> {
  return new Map([
    [ID, accessKeyId],
    [SECRET, secretAccessKey],
  ]);
}
