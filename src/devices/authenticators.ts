/** The table of authenticators. */
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { Profile } from "../profiles/profile.ts";
import {
  AUTHENTICATOR_NAMES,
  type Authenticator,
  type AuthenticatorName,
} from "./authenticator.ts";
import type { AuthenticatorOptions, MakeAuthenticator } from "./authenticator.ts";
import { phone } from "./phone.ts";
import { stored } from "./stored.ts";
import { yubikey } from "./yubikey.ts";

/** Every authenticator. */
export const AUTHENTICATORS: Readonly<Record<AuthenticatorName, MakeAuthenticator>> = {
  phone,
  stored,
  yubikey,
};

/** Those that are wanted, each once, in the order of the table: what needs nobody comes before what asks. @throws AwsmfaError `usage` */
export function wantedAuthenticators(
  options: AuthenticatorOptions,
  profile: Profile,
  context: Context,
): readonly Authenticator[] {
  const { to = ["phone"], store, png } = options;
  const names = to.map(known);
  const lone = (option: string, name: AuthenticatorName): AwsmfaError =>
    new AwsmfaError("usage", `${option} is for --to ${name}`, `add --to ${name}, or leave it out`);
  if (store !== undefined && !names.includes("stored")) throw lone("--store", "stored");
  if (png !== undefined && !names.includes("phone")) throw lone("--png", "phone");
  return (["stored", "yubikey", "phone"] as const)
    .filter((name) => names.includes(name))
    .map((name) => AUTHENTICATORS[name](options, profile, context));
}

function known(text: string): AuthenticatorName {
  const name = AUTHENTICATOR_NAMES.find((each) => each === text);
  if (name !== undefined) return name;
  throw new AwsmfaError(
    "usage",
    `“${text}” (--to) is no authenticator`,
    `authenticators: ${AUTHENTICATOR_NAMES.join(", ")}`,
  );
}
