/** Reads the certificate authorities of a profile. */
import { AwsmfaError } from "../errors.ts";
import type { Context, Environment } from "../ports.ts";
import { caBundleOf, certificatesOf } from "../profiles/ca-bundle.ts";
import type { Profile } from "../profiles/profile.ts";

/**
 * The authorities to trust in place of the built-in ones, in PEM; `undefined` where none are named.
 * @throws AwsmfaError `bad-setting`, `file-unreadable`; the error says what named the file
 */
export async function readAuthorities(
  profile: Profile,
  environment: Environment,
  { files, home, debug }: Context,
): Promise<string | undefined> {
  const bundle = caBundleOf(profile, environment, home);
  if (bundle === undefined) return undefined;
  debug(`certificate authorities: ${bundle.path} (${bundle.by})`);
  try {
    return certificatesOf(bundle, await files.read(bundle.path));
  } catch (error) {
    if (!(error instanceof AwsmfaError) || error.code !== "file-unreadable") throw error;
    const message = `${error.message} (${bundle.by} names it)`;
    throw new AwsmfaError(error.code, message, error.hint, { cause: error.cause });
  }
}
