/** A key of a CSV file put into AWS's files: planned first, then done. */
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { Credentials } from "../ports-aws.ts";
import { type AwsFiles, readAwsFiles } from "../profiles/aws-files.ts";
import type { AwsPaths } from "../profiles/aws-paths.ts";
import { checkedPut } from "../profiles/checked.ts";
import { readableText } from "../profiles/encoding.ts";
import { settingsOf } from "../profiles/ini.ts";
import { keySettings } from "../profiles/key-place.ts";
import { configSectionOf, isPlainName } from "../profiles/names.ts";
import { profileNamed } from "../profiles/profile.ts";
import { isOurs } from "../sessions/session.ts";
import { typed } from "../words/typed.ts";

/** What an import will do. */
export interface ImportPlan {
  readonly profile: string;
  readonly key: Credentials;
  /** `kept`: the key is there already; `replaced`: another one is. */
  readonly outcome: "imported" | "kept" | "replaced";
  /** The id of the key that is replaced. */
  readonly replaced: string | undefined;
  /** Whether the config file says a region of the profile already. */
  readonly hasRegion: boolean;
}

/** The name that is proposed for the profile of a user. */
export function proposedName(user: string): string {
  return `${user}-identity`;
}

/** What is wrong with the name of a profile, or `undefined`. */
export function nameProblem(name: string): string | undefined {
  return isPlainName(name)
    ? undefined
    : "that cannot be the name of a profile; letters, digits, dots and dashes will do";
}

/** What makes SDKs look elsewhere than at an access key. */
const OTHER_WAYS =
  /^(awsmfa_key_store|role_arn|credential_process|login_session|web_identity_token_file|sso_.*)$/;

/**
 * Decides what an import does to a profile.
 * @throws AwsmfaError `usage` for a name that cannot be one, `foreign-section` where the profile gets its
 * credentials in another way, `split-key` where its key is in the config file
 */
export function planImport(profile: string, key: Credentials, files: AwsFiles): ImportPlan {
  const problem = nameProblem(profile);
  if (problem !== undefined)
    throw new AwsmfaError(
      "usage",
      `“${profile}”: ${problem}`,
      "awsmfa key import CSV --profile NAME",
    );
  const settings = profileNamed(files, profile)?.settings ?? new Map<string, string>();
  const section = files.configSection(profile);
  const inConfig = section === undefined ? undefined : settingsOf(files.config, section);
  const plan = { profile, key, hasRegion: inConfig?.has("region") === true };
  const other = [...settings.keys()].find((name) => OTHER_WAYS.test(name));
  if (
    isOurs(files.credentials, profile) ||
    settings.get("aws_session_token") ||
    other !== undefined
  )
    throw new AwsmfaError(
      "foreign-section",
      other === undefined
        ? `[${profile}] holds temporary keys, so the key is not put there`
        : `${profile} gets its credentials by ${other}, so the key is not put there`,
      "choose another name: awsmfa key import CSV --profile NAME",
    );
  if (inConfig?.has("aws_access_key_id") || inConfig?.has("aws_secret_access_key"))
    throw new AwsmfaError(
      "split-key",
      `${profile} has its access key in the config file`,
      "take it out there by hand, or choose another name: --profile NAME",
    );
  const id = settings.get("aws_access_key_id");
  if (id === undefined) return { ...plan, outcome: "imported", replaced: undefined };
  const same =
    id === key.accessKeyId && settings.get("aws_secret_access_key") === key.secretAccessKey;
  return { ...plan, outcome: same ? "kept" : "replaced", replaced: same ? undefined : id };
}

/** The error where another key would have to go. */
export function wouldReplace({ profile, replaced, key }: ImportPlan): AwsmfaError {
  return new AwsmfaError(
    "key-in-use",
    `${profile} has the access key ${replaced} already, and ${key.accessKeyId} would take its place`,
    `name another profile: --profile NAME, or replace it: --force\nto rotate the key of ${profile}: awsmfa key rotate --profile ${typed(profile)}`,
  );
}

/** The key as it is put into the credentials file, and the region into the config file, if there is one to put. @throws AwsmfaError `unsafe-edit`, `file-unwritable`, `foreign-section` */
export async function writeImport(
  { profile, key, outcome, replaced, hasRegion }: ImportPlan,
  region: string | undefined,
  paths: AwsPaths,
  { files }: Pick<Context, "files">,
): Promise<void> {
  await files.checkWritable(paths.credentials);
  const writesRegion = region !== undefined && !hasRegion;
  if (writesRegion) await files.checkWritable(paths.config);
  if (outcome !== "kept")
    await files.edit(
      paths.credentials,
      (bytes) => {
        const text = readableText(bytes, paths.credentials);
        const now = settingsOf(readAwsFiles(undefined, text).credentials, profile);
        const id = now?.get("aws_access_key_id");
        if (id !== undefined && id !== replaced) throw changedMeanwhile(profile);
        return checkedPut(text, profile, keySettings(key));
      },
      { durable: true },
    );
  if (writesRegion)
    await files.edit(
      paths.config,
      (bytes) => {
        const text = readableText(bytes, paths.config);
        const section = readAwsFiles(text, undefined).configSection(profile);
        return checkedPut(text, section ?? configSectionOf(profile), new Map([["region", region]]));
      },
      { durable: true },
    );
}

function changedMeanwhile(profile: string): AwsmfaError {
  return new AwsmfaError(
    "key-in-use",
    `another program has given ${profile} a key meanwhile, so nothing was written`,
    "look at the credentials file, then try again",
  );
}
