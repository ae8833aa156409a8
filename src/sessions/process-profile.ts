/** A profile with a `credential_process`: what stands in it, and whether it may be written. */
import { AwsmfaError } from "../errors.ts";
import type { FileText } from "../ports.ts";
import { type AwsFiles, readAwsFiles } from "../profiles/aws-files.ts";
import { checkedPut } from "../profiles/checked.ts";
import { DEFAULTS, entriesOf, settingsOf } from "../profiles/ini.ts";
import { configSectionOf, isPlainName } from "../profiles/names.ts";
import { type Profile, profileNamed } from "../profiles/profile.ts";
import { typed } from "../words/typed.ts";
import { configEdit } from "./copy.ts";
import {
  PROCESS_FOR,
  type ProcessProfile,
  processProfiles,
  processSource,
} from "./process-mark.ts";
import { sessionsIn } from "./session.ts";

/** Settings that some SDK takes before `credential_process` (AWS SDKs and Tools Reference Guide; botocore's and the JavaScript SDK's order). */
const RIVALS =
  /^(?:aws_(?:access_key_id|secret_access_key|session_token|security_token)|role_arn|source_profile|credential_source|web_identity_token_file|login_session|sso_.+)$/;

/**
 * Refuses a name that is somebody else's, or that has what would win over a `credential_process`.
 * @param sessionName the name of the session profile of the source
 * @throws AwsmfaError `usage`, `foreign-section`
 */
export function checkProcessPlace(
  { name, source }: ProcessProfile,
  sessionName: string,
  files: AwsFiles,
): void {
  const another = `choose another name: awsmfa profile add NAME --profile ${typed(source)}`;
  const usage = (message: string): AwsmfaError => new AwsmfaError("usage", message, another);
  const foreign = (message: string, hint = another): AwsmfaError =>
    new AwsmfaError("foreign-section", message, hint);
  if (!isPlainName(name)) throw usage(`“${name}” cannot be the name of a profile`);
  if (name === source) throw usage(`the profile needs a name other than ${source}`);
  const kept = sessionsIn(files).some((session) => session.name === name);
  if (kept || name === sessionName || name === `${source}-mfa`)
    throw usage(`[${name}] is where a login puts its keys, which win over a credential_process`);
  if (settingsOf(files.credentials, name) !== undefined && files.credentials.named(name).length > 0)
    throw foreign(`[${name}] of the credentials file is there, and its keys would win`);
  const section = files.configSection(name);
  if (section !== undefined && processSource(files.config, section) === undefined)
    throw foreign(
      `[${section}] of the config file was not written by awsmfa profile add, so it stays as it is`,
    );
  const before = processProfiles(files).find((each) => each.name === name);
  if (before !== undefined && before.source !== source)
    throw foreign(
      `[${section}] of the config file is for ${before.source}`,
      `take it away first: awsmfa profile remove ${typed(name)}`,
    );
  const rival = keysOf(files, section).find((key) => RIVALS.test(key));
  if (rival !== undefined)
    throw foreign(
      `[${section ?? "DEFAULT"}] has ${rival}, which wins over credential_process in some SDKs`,
      section === undefined
        ? "take it out of [DEFAULT] by hand"
        : `take it out by hand, or ${another}`,
    );
}

/** The keys that the profile has, or those of `[DEFAULT]`, which it would have. */
function keysOf({ config }: AwsFiles, section: string | undefined): string[] {
  if (section !== undefined) return [...(settingsOf(config, section)?.keys() ?? [])];
  return config.named(DEFAULTS).flatMap((each) => entriesOf(config, each).map(({ key }) => key));
}

/**
 * The text of the config file with the profile in it, brought up to date with its source.
 * @param line the value of `credential_process`
 * @throws AwsmfaError as {@link checkProcessPlace}, and `unsafe-edit`
 */
export function configWithProcess(
  profile: ProcessProfile & { readonly sessionName: string },
  line: string,
  source: Profile,
  config: FileText | undefined,
  credentials: FileText | undefined,
): FileText {
  const { name, sessionName } = profile;
  const files = readAwsFiles(config, credentials);
  checkProcessPlace(profile, sessionName, files);
  const now = profileNamed(files, source.name) ?? source;
  const { put, drop } = configEdit(now, files, { name, source: source.name });
  const settings = new Map(put);
  settings.delete("awsmfa_source_profile");
  settings.set("credential_process", line).set(PROCESS_FOR, source.name);
  const section = files.configSection(name) ?? configSectionOf(name);
  return checkedPut(config, section, settings, drop);
}
