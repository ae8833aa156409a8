/** A session put into AWS's files. Texts are computed purely, under the file's lock. */
import { AwsmfaError } from "../errors.ts";
import type { Files, FileText } from "../ports.ts";
import { readAwsFiles } from "../profiles/aws-files.ts";
import { type AwsPaths } from "../profiles/aws-paths.ts";
import { checkedPut } from "../profiles/checked.ts";
import { readableText } from "../profiles/encoding.ts";
import { configSectionOf } from "../profiles/names.ts";
import { type Profile, profileNamed } from "../profiles/profile.ts";
import { typed } from "../words/typed.ts";
import { configEdit } from "./copy.ts";
import { checkPlace } from "./place.ts";
import { type Session, sectionOf } from "./session.ts";

/** The text of the credentials file with a session in it. @throws AwsmfaError `foreign-section`, `unsafe-edit` */
function credentialsWith(session: Session, text: FileText | undefined): FileText {
  checkPlace(readAwsFiles(undefined, text), session.name, session.source);
  return checkedPut(text, session.name, sectionOf(session));
}

/**
 * The text of the config file with the section of a session brought up to date.
 * @throws AwsmfaError `foreign-section`, `unsafe-edit`
 */
export function configWith(
  session: Pick<Session, "name" | "source">,
  profile: Profile,
  text: FileText | undefined,
  credentials: FileText | undefined,
): FileText {
  const files = readAwsFiles(text, credentials);
  checkPlace(files, session.name, session.source);
  const { put, drop } = configEdit(profileNamed(files, profile.name) ?? profile, files, session);
  return checkedPut(
    text,
    files.configSection(session.name) ?? configSectionOf(session.name),
    put,
    drop,
  );
}

/** Stands for values that are not known yet; a section of ours is edited alike whatever they are. */
const UNKNOWN = {
  credentials: { accessKeyId: "ASIA", secretAccessKey: "secret", sessionToken: "token" },
  expires: 0,
  issued: 0,
  sourceKey: "AKIA",
  serial: "serial",
};

/**
 * Tries both edits on the texts as they are, so that what stands in the way is known before a code is spent.
 * @throws AwsmfaError `foreign-section`, `unsafe-edit`
 */
export function tryKeeping(
  session: Pick<Session, "name" | "source">,
  profile: Profile,
  config: FileText | undefined,
  credentials: FileText | undefined,
): void {
  const kept = credentialsWith({ ...session, ...UNKNOWN }, credentials);
  configWith(session, profile, config, kept);
}

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
  let credentials: FileText | undefined;
  const put = (text: FileText | undefined): FileText =>
    (credentials = credentialsWith(session, readableText(text, paths.credentials)));
  await files.edit(paths.credentials, put, { durable: true });
  try {
    await keepConfig(session, profile, paths, files, () => credentials);
  } catch (error) {
    throw error instanceof AwsmfaError ? halfKept(error, session) : error;
  }
}

/**
 * Brings a session's config section up to date, as it may not be: the program was killed between the files,
 * or the source has changed. Writes nothing where it is.
 * @param credentials the text of the credentials file at the time
 */
export async function keepConfig(
  session: Pick<Session, "name" | "source">,
  profile: Profile,
  paths: AwsPaths,
  files: Files,
  credentials: () => FileText | undefined,
): Promise<void> {
  const change = (text: FileText | undefined): FileText =>
    configWith(session, profile, readableText(text, paths.config), credentials());
  await files.edit(paths.config, change, { durable: true });
}

/** The session is there all the same: the next login sees to the rest without a code. */
function halfKept({ code, message, hint }: AwsmfaError, { name, source }: Session): AwsmfaError {
  return new AwsmfaError(
    code,
    `the session is in [${name}] of the credentials file, but ${message}`,
    `${hint?.split("\n")[0] ?? ""}\nthen, without a code: awsmfa login --profile ${typed(source)}`.trim(),
  );
}
