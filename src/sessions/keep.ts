/** A session put into AWS's files, and taken out again. Texts are computed purely, under the file's lock. */
import type { Files } from "../ports.ts";
import { type AwsPaths, readAwsFiles } from "../profiles/aws-files.ts";
import { checkedPut, checkedRemove } from "../profiles/checked.ts";
import { settingsOf } from "../profiles/ini.ts";
import { configSectionOf } from "../profiles/names.ts";
import { type Profile, profileNamed } from "../profiles/profile.ts";
import { configEdit } from "./copy.ts";
import { checkPlace } from "./place.ts";
import { type Session, isOurs, sectionOf } from "./session.ts";

/**
 * Writes a session: its credentials section first, then its config section, each file whole or not at all.
 * @throws AwsmfaError `foreign-section` if somebody else's section came in between, `unsafe-edit`, `file-unwritable`, `file-busy`
 */
export async function keepSession(
  session: Session,
  profile: Profile,
  paths: AwsPaths,
  files: Files,
): Promise<void> {
  const { name, source } = session;
  let credentials: string | undefined;
  await files.edit(
    paths.credentials,
    (text) => {
      checkPlace(readAwsFiles(undefined, text), name, source);
      return (credentials = checkedPut(text, name, sectionOf(session)));
    },
    { durable: true },
  );
  await files.edit(
    paths.config,
    (text) => {
      const now = readAwsFiles(text, credentials);
      checkPlace(now, name, source);
      const { put, drop } = configEdit(profileNamed(now, profile.name) ?? profile, now, session);
      return checkedPut(text, now.configSection(name) ?? configSectionOf(name), put, drop);
    },
    { durable: true },
  );
}

/** The names of the session profiles in the files that bear our mark, with the profile that each is for. */
export function ownedNames(
  files: ReturnType<typeof readAwsFiles>,
): { readonly name: string; readonly source: string | undefined }[] {
  const inCredentials = files.credentials.sections.map(({ name }) => ({
    name,
    section: name,
    file: files.credentials,
  }));
  const inConfig = [...files.configSections()].map(([name, section]) => ({
    name,
    section,
    file: files.config,
  }));
  const found = new Map<string, string | undefined>();
  for (const { name, section, file } of [...inCredentials, ...inConfig])
    if (isOurs(file, section))
      found.set(name, found.get(name) ?? settingsOf(file, section)?.get("awsmfa_source_profile"));
  return [...found].map(([name, source]) => ({ name, source }));
}

/**
 * Takes the sections of session profiles out of both files, the config file first; what is not ours stays.
 * A file that held nothing else goes, if we made it.
 * @throws AwsmfaError `unsafe-edit`, `file-unwritable`, `file-busy`
 */
export async function removeSessions(
  names: readonly string[],
  paths: AwsPaths,
  files: Files,
): Promise<void> {
  await files.edit(
    paths.config,
    (text) =>
      without(text, (now) => names.flatMap((name) => now.configSection(name) ?? []), "config"),
    {
      durable: true,
    },
  );
  await files.edit(paths.credentials, (text) => without(text, () => names, "credentials"), {
    durable: true,
  });
}

function without(
  text: string | undefined,
  sections: (files: ReturnType<typeof readAwsFiles>) => readonly string[],
  which: "config" | "credentials",
): string | undefined {
  const files = which === "config" ? readAwsFiles(text, undefined) : readAwsFiles(undefined, text);
  const ours = sections(files).filter((section) => isOurs(files[which], section));
  return ours.reduceRight<string | undefined>(
    (rest, section) => (rest === undefined ? rest : checkedRemove(rest, section)),
    text,
  );
}
