/** The way from a role's profile to the key at its end: over other roles, as deep as it goes. */
import { AwsmfaError } from "../errors.ts";
import { typed } from "../words/typed.ts";
import type { AwsFiles } from "./aws-files.ts";
import { isMoved } from "./key-source.ts";
import { type Profile, profileNamed } from "./profile.ts";
import { type RoleProfile, isRole, roleOf } from "./role.ts";

/** A profile's roles, its own first, and the profile of the user who assumes the last of them. */
export interface Chain {
  readonly roles: readonly RoleProfile[];
  /** `undefined` where the keys of the environment assume the last role. */
  readonly user: Profile | undefined;
}

/** Names that mean another profile: our session profiles, each with the profile that it is for. */
type Meanings = readonly { readonly name: string; readonly source: string }[];

/**
 * The chain of a profile; for a user's it has no roles. A profile with keys of its own is an end, also where
 * it has a role (botocore: static credentials of a source go first); it may name itself for that.
 * @throws AwsmfaError `role-loop`, `bad-setting` for a source that is not there, and what {@link roleOf} throws
 */
export function chainOf(profile: Profile, files: AwsFiles, sessions: Meanings): Chain {
  const roles: RoleProfile[] = [];
  let current = profile;
  while (isRole(current) && !(roles.length > 0 && hasKeys(current))) {
    const role = roleOf(current);
    roles.push(role);
    if (role.source === undefined) return { roles, user: undefined };
    const next = sourceNamed(role.source, current, files, sessions);
    if (next.name === current.name && hasKeys(next)) return { roles, user: next };
    const loop = roles.findIndex((one) => one.profile.name === next.name);
    if (loop !== -1) throw looping([...roles.map((one) => one.profile.name), next.name]);
    current = next;
  }
  return { roles, user: current };
}

/** The chain, or `undefined` where there is none: for what only shows it. */
export function chainIfAny(
  profile: Profile,
  files: AwsFiles,
  sessions: Meanings,
): Chain | undefined {
  try {
    return chainOf(profile, files, sessions);
  } catch (error) {
    if (error instanceof AwsmfaError) return undefined;
    throw error;
  }
}

function hasKeys({ settings }: Profile): boolean {
  const isWhole = settings.get("aws_access_key_id") && settings.get("aws_secret_access_key");
  return Boolean(isWhole) || isMoved(settings);
}

/** People name `x-mfa` for the AWS CLI's sake, which is there only while there is a session: it means `x`. */
function sourceNamed(
  source: string,
  { name }: Profile,
  files: AwsFiles,
  sessions: Meanings,
): Profile {
  const meant = sessions.find((session) => session.name === source)?.source ?? source;
  const found = profileNamed(files, meant) ?? profileNamed(files, meant.replace(/-mfa$/, ""));
  if (found !== undefined) return found;
  throw new AwsmfaError(
    "bad-setting",
    `source_profile of ${name} is “${source}”, and there is no such profile`,
    `name the profile that has your access key: aws configure set source_profile NAME --profile ${typed(name)}`,
  );
}

function looping(names: readonly string[]): AwsmfaError {
  const from = names.indexOf(names.at(-1) ?? "");
  return new AwsmfaError(
    "role-loop",
    `the roles' source_profile settings go round in a circle: ${names.slice(from).join(" → ")}`,
    `let the last one name a profile with an access key: aws configure set source_profile NAME --profile ${typed(names.at(-2) ?? "")}`,
  );
}
