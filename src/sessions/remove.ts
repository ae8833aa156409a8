/** Sessions taken out of AWS's files again. */
import type { Files, FileText } from "../ports.ts";
import { type AwsFiles, readAwsFiles } from "../profiles/aws-files.ts";
import { type AwsPaths } from "../profiles/aws-paths.ts";
import { encode } from "../profiles/bytes.ts";
import { checkedRemove } from "../profiles/checked.ts";
import { type Ini, settingsOf } from "../profiles/ini.ts";
import { lineEndAt } from "../profiles/lines.ts";
import { NEXT_OF } from "../profiles/next-mark.ts";
import { holdsLongTermKey } from "./place.ts";
import { processSource } from "./process-mark.ts";
import { isOurs } from "./session.ts";

type Change = (text: FileText | undefined) => FileText | undefined;

/** A session profile that bears our mark in one of the files, or both. */
export interface Owned {
  readonly name: string;
  /** The profile that it is for, if a section says so. */
  readonly source: string | undefined;
}

/** The session profiles that bear our mark. A profile that only runs awsmfa is no session, and stays. */
export function ownedNames(files: AwsFiles): Owned[] {
  const inCredentials = files.credentials.sections.map(
    ({ name }) => [name, name, files.credentials] as const,
  );
  const inConfig = [...files.configSections()].map(
    ([name, section]) => [name, section, files.config] as const,
  );
  const found = new Map<string, string | undefined>();
  for (const [name, section, file] of [...inCredentials, ...inConfig]) {
    if (!isOurs(file, section) || processSource(file, section) !== undefined) continue;
    const settings = settingsOf(file, section);
    // Ours too, and no session: the key to come of a rotation.
    if (settings?.has(NEXT_OF)) continue;
    found.set(name, found.get(name) ?? settings?.get("awsmfa_source_profile"));
  }
  return [...found].map(([name, source]) => ({ name, source }));
}

/**
 * Why a session profile's sections cannot all be taken out, as the subject and verb of a sentence, or
 * `undefined` if they can: a section that somebody gave a long-term key, that stands twice, or that no longer
 * bears our mark.
 */
export function reasonToStay(files: AwsFiles, name: string): string | undefined {
  if (holdsLongTermKey(files.credentials, name))
    return `[${name}] of the credentials file holds a long-term access key`;
  const section = files.configSection(name);
  return (
    reasonIn(files.credentials, name, "credentials") ??
    (section && reasonIn(files.config, section, "config"))
  );
}

function reasonIn(file: Ini, section: string, which: string): string | undefined {
  const { length } = file.named(section);
  if (length > 1) return `[${section}] stands twice in the ${which} file`;
  return length === 0 || isOurs(file, section)
    ? undefined
    : `[${section}] of the ${which} file was not written by awsmfa`;
}

/** The edits that take session profiles out of each file; what is not ours stays. */
function removals(names: readonly string[]): Readonly<Record<keyof AwsPaths, Change>> {
  // What was tried needs no second try under the lock, which is not to be held for long.
  return {
    config: remembering((text) => {
      const now = readAwsFiles(text, undefined);
      const sections = names.flatMap((name) => now.configSection(name) ?? []);
      return without(now.config, sections, text);
    }),
    credentials: remembering((text) =>
      without(readAwsFiles(undefined, text).credentials, names, text),
    ),
  };
}

/**
 * Tries whether the sections of session profiles can be taken out; changes nothing.
 * @throws AwsmfaError `unsafe-edit`, `file-unwritable`
 */
export async function checkRemovable(
  names: readonly string[],
  paths: AwsPaths,
  files: Files,
): Promise<void> {
  if (names.length > 0) await tryBoth(removals(names), paths, files);
}

async function tryBoth(
  remove: Readonly<Record<keyof AwsPaths, Change>>,
  paths: AwsPaths,
  files: Files,
): Promise<void> {
  for (const file of ["config", "credentials"] as const) {
    const text = await files.read(paths[file]);
    if (remove[file](text) !== text) await files.checkWritable(paths[file]);
  }
}

/**
 * Takes the sections of session profiles out of both files, the config file first; what is not ours stays.
 * A file that held nothing else goes, if we made it. Both edits are tried first: half a logout helps nobody.
 * @throws AwsmfaError `unsafe-edit`, `file-unwritable`, `file-busy`
 */
export async function removeSessions(
  names: readonly string[],
  paths: AwsPaths,
  files: Files,
): Promise<void> {
  const remove = removals(names);
  await tryBoth(remove, paths, files);
  for (const file of ["config", "credentials"] as const)
    await files.edit(paths[file], remove[file], { durable: true });
}

/** The same change; for the text that it was asked last it has the answer. */
function remembering(change: Change): Change {
  let last:
    | { readonly text: FileText | undefined; readonly answer: FileText | undefined }
    | undefined;
  return (text) => {
    if (last === undefined || last.text !== text) last = { text, answer: change(text) };
    return last.answer;
  };
}

/** The last first, so that the one that began the file is the last to go. Asked again under the lock: a key that came meanwhile stays. */
function without(
  file: Ini,
  names: readonly string[],
  text: FileText | undefined,
): FileText | undefined {
  const there = new Set(file.sections.map(({ name }) => name));
  const ours = [...there].filter(
    (name) => names.includes(name) && isOurs(file, name) && !holdsLongTermKey(file, name),
  );
  return ours.reduceRight<FileText | undefined>(
    (rest, name) => (rest === undefined ? rest : withoutSection(rest, name)),
    text,
  );
}

/**
 * A file that we made begins with a section of ours. If that goes and another of ours follows, it is the one
 * that now begins the file, so that the file goes with it in the end.
 */
export function withoutSection(text: FileText, name: string): FileText | undefined {
  const rest = checkedRemove(text, name);
  if (rest === undefined || !text.startsWith(`[${encode(name)}]`)) return rest;
  const [first] = readAwsFiles(undefined, rest).credentials.sections;
  if (first === undefined) return rest;
  const begins = first.start > 0 && first.start === lineEndAt(rest, 0).length;
  return begins && isOurs(readAwsFiles(undefined, rest).credentials, first.name)
    ? rest.slice(first.start)
    : rest;
}
