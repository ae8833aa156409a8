/** Whose key a key is that no profile has yet. */
import { userIn } from "../aws/arn.ts";
import type { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { Credentials } from "../ports-aws.ts";
import { profileNamed } from "../profiles/profile.ts";
import type { Situation } from "../sessions/situation.ts";
import { proveKey } from "./prove.ts";

/** The ARN of whoever a key belongs to; or why it cannot be told, and whether AWS refused the key. */
export type Whose =
  | { readonly arn: string }
  | { readonly refused: boolean; readonly error: AwsmfaError };

/**
 * Asks AWS whose key it is (sts:GetCallerIdentity).
 * @param about.profile the profile that it is for, whose settings say how AWS is reached
 * @param about.region in place of that profile's
 * @param about.called what the key's place is called in an error where there is no profile
 */
export async function whoseKey(
  key: Credentials,
  about: { readonly profile?: string; readonly region?: string; readonly called?: string },
  situation: Situation,
  context: Context,
): Promise<Whose> {
  const { profile: name = "", region, called = "the CSV file" } = about;
  const known = profileNamed(situation.files, name)?.settings ?? new Map<string, string>();
  const settings = new Map([
    ...known,
    ...(region === undefined ? [] : [["region", region] as const]),
  ]);
  const profile = { name: name || called, settings };
  const result = await proveKey(key, profile, situation, { patiently: false }, context);
  if (result.granted) return { arn: result.value };
  return { refused: result.kind === "refused", error: result.error };
}

/** The name of the IAM user of an ARN; `undefined` for any other caller. */
export function userOfArn(arn: string | undefined): string | undefined {
  return arn === undefined ? undefined : userIn(arn)?.name;
}
