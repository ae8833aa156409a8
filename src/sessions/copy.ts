/** The config section of a session profile: what the source says, so that `aws --profile x-mfa` behaves as it does. */
import type { AwsFiles } from "../profiles/aws-files.ts";
import { settingsOf } from "../profiles/ini.ts";
import type { Profile } from "../profiles/profile.ts";
import { isWritable } from "../profiles/writable.ts";
import { MANAGER, type Session } from "./session.ts";

/** Settings that would make an SDK look elsewhere for credentials, or that are about the source's own sign-in or role. */
const LEFT_OUT = new Set([
  "role_arn",
  "source_profile",
  "credential_source",
  "external_id",
  "role_session_name",
  "duration_seconds",
  "credential_process",
  "web_identity_token_file",
  "login_session",
  "mfa_serial",
  "mfa_process",
  "manager",
  "expiration",
  "x_security_token_expires",
  "__name__",
]);

/** Where the names of copied settings are kept, so that one that the source drops is dropped here too. */
const COPIED = "awsmfa_copied";

/** What to put into the config section and which settings to take out of it. */
export interface ConfigEdit {
  readonly put: ReadonlyMap<string, string>;
  readonly drop: readonly string[];
}

/** The edit that brings a session's config section up to date; settings that the user added there stay. */
export function configEdit(
  { settings }: Profile,
  files: AwsFiles,
  { name, source }: Pick<Session, "name" | "source">,
): ConfigEdit {
  // What would not come back is left out: no reason to refuse a session that is wanted for something else.
  const copied = [...settings].filter(([key, value]) => isCopied(key) && isWritable(key, value));
  const section = files.configSection(name);
  const before = section === undefined ? undefined : settingsOf(files.config, section)?.get(COPIED);
  const keys = copied.map(([key]) => key);
  const listed = keys.length === 0 ? [] : [[COPIED, keys.join(", ")] as const];
  return {
    put: new Map([...copied, ["manager", MANAGER], ["awsmfa_source_profile", source], ...listed]),
    drop: [COPIED, ...(before?.split(", ") ?? [])].filter(
      (key) => key !== "" && !keys.includes(key) && !(key === COPIED && listed.length > 0),
    ),
  };
}

function isCopied(key: string): boolean {
  return !LEFT_OUT.has(key) && !/^(?:aws_|awsmfa_|sso_)/.test(key);
}
