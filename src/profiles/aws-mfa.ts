/**
 * What broamski's aws-mfa has left in the credentials file. It keeps the long-term key of `x` in
 * `[x-long-term]`, beside `aws_mfa_device` and perhaps `assume_role`, and writes the temporary keys into `[x]`
 * with `expiration`, `aws_security_token` and `assumed_role` (aws-mfa 0.0.12).
 */
import { isLongTermKey } from "../aws/access-keys.ts";
import { AwsmfaError } from "../errors.ts";
import { typed } from "../words/typed.ts";
import type { AwsFiles } from "./aws-files.ts";
import { settingsOf } from "./ini.ts";

/** A pair of sections of aws-mfa. */
export interface AwsMfaPair {
  /** The section with the temporary keys: `x`. */
  readonly name: string;
  /** The section with the long-term key: `x-long-term`. */
  readonly longTerm: string;
  /** The ARN of the role that aws-mfa assumed, if it did. */
  readonly role: string | undefined;
}

const SUFFIX = "-long-term";

/** The pair that a profile is a part of, whichever; `undefined` where the temporary keys are not aws-mfa's. */
export function awsMfaPair({ credentials }: AwsFiles, profile: string): AwsMfaPair | undefined {
  const name = profile.endsWith(SUFFIX) ? profile.slice(0, -SUFFIX.length) : profile;
  const longTerm = `${name}${SUFFIX}`;
  const [temporary, own] = [name, longTerm].map((section) => settingsOf(credentials, section));
  if (temporary === undefined || !isLongTermKey(own?.get("aws_access_key_id") ?? ""))
    return undefined;
  const isWritten =
    temporary.has("assumed_role") ||
    (temporary.has("aws_security_token") && temporary.has("expiration"));
  if (!isWritten || temporary.has("manager")) return undefined;
  const role = own?.get("assume_role") || temporary.get("assumed_role_arn") || undefined;
  return { name, longTerm, role };
}

/** Every pair in the credentials file, in its order. */
export function awsMfaPairs(files: AwsFiles): AwsMfaPair[] {
  const names = files.credentials.sections.map(({ name }) => name);
  return [...new Set(names)]
    .filter((name) => name.endsWith(SUFFIX))
    .flatMap((name) => awsMfaPair(files, name) ?? []);
}

/** The error for a login with the profile that has the temporary keys: how to carry on. */
export function awsMfaError({ name, longTerm, role }: AwsMfaPair): AwsmfaError {
  const login = `awsmfa login --profile ${typed(longTerm)}`;
  const after =
    role === undefined
      ? `then take [${name}] out of the credentials file: its keys are those of aws-mfa`
      : ofRole(role, { name, longTerm });
  return new AwsmfaError(
    "temporary-keys",
    `the keys of ${name} are temporary ones of aws-mfa; the long-term key is in [${longTerm}]`,
    `${login} (the session goes to [${longTerm}-mfa])\n${after}`,
  );
}

/** What to type for the role that aws-mfa assumed: here it has a profile of its own. */
function ofRole(role: string, { name, longTerm }: Pick<AwsMfaPair, "name" | "longTerm">): string {
  const set = (key: string, value: string): string =>
    `aws configure set ${key} ${typed(value)} --profile ${typed(`${name}-role`)}`;
  return `for the role that aws-mfa assumed: ${set("role_arn", role)}; ${set("source_profile", longTerm)}`;
}

/**
 * What is left to do after a login with the long-term key: programs that use the old name still get the old
 * keys, and the settings of the old name in the config file, such as its region, are not those of the new one.
 * @returns a sentence, and the steps in lines of their own
 */
export function awsMfaRemark({ name, longTerm, role }: AwsMfaPair, files: AwsFiles): string {
  const still = `[${name}] still has the keys that aws-mfa wrote`;
  if (role !== undefined) return `${still}\n${ofRole(role, { name, longTerm })}`;
  const section = files.configSection(name);
  const isToRename = section !== undefined && files.configSection(longTerm) === undefined;
  const others = `; its settings, such as the region, are not those of ${longTerm}`;
  const rename = `; in the config file, give [${section}] the name [profile ${longTerm}]`;
  const profile = `--profile ${typed(longTerm)}`;
  return [
    `${still}${isToRename ? others : ""}`,
    `to have the session in [${name}]: take [${name}] out of the credentials file${isToRename ? rename : ""}; then:`,
    `aws configure set awsmfa_session_profile ${typed(name)} ${profile}; awsmfa login ${profile}`,
  ].join("\n");
}
