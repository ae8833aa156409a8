/** The way from a role's profile to the key at its end: over other roles, as deep as it goes. */
import { AwsmfaError } from "../errors.ts";
import { typed } from "../words/typed.ts";
import type { AwsFiles } from "./aws-files.ts";
import { awsMfaPair } from "./aws-mfa.ts";
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

/** Whether a profile's role is assumed by way of another profile. */
export function goesBy(way: string, name: string, files: AwsFiles, sessions: Meanings): boolean {
  const profile = profileNamed(files, name);
  const chain = profile && chainIfAny(profile, files, sessions);
  return [...(chain?.roles.map((role) => role.profile) ?? []), chain?.user]
    .filter((one) => one?.name !== name)
    .some((one) => one?.name === way);
}

function hasKeys({ settings }: Profile): boolean {
  const isWhole = settings.get("aws_access_key_id") && settings.get("aws_secret_access_key");
  return Boolean(isWhole) || isMoved(settings);
}

/**
 * People name `x-mfa` for the AWS CLI's sake, which is there only while there is a session: it means `x`. So
 * does the section that aws-mfa keeps its temporary keys in mean the one with the long-term key.
 */
function sourceNamed(
  source: string,
  { name }: Profile,
  files: AwsFiles,
  sessions: Meanings,
): Profile {
  const meant = sessions.find((session) => session.name === source)?.source ?? source;
  const longTerm = awsMfaPair(files, meant)?.longTerm ?? meant;
  const found =
    profileNamed(files, longTerm) ??
    profileNamed(files, meant.replace(/-mfa$/, "")) ??
    longTermOf(meant, files);
  if (found !== undefined) return found;
  throw new AwsmfaError(
    "bad-setting",
    `source_profile of ${name} is “${source}”, and there is no such profile`,
    `name the profile that has your access key: aws configure set source_profile NAME --profile ${typed(name)}`,
  );
}

/** The profile with the long-term key of aws-mfa, where the one with the temporary keys has gone. */
function longTermOf(name: string, files: AwsFiles): Profile | undefined {
  const profile = profileNamed(files, `${name}-long-term`);
  return profile !== undefined && hasKeys(profile) ? profile : undefined;
}

function looping(names: readonly string[]): AwsmfaError {
  const from = names.indexOf(names.at(-1) ?? "");
  return new AwsmfaError(
    "role-loop",
    `the roles' source_profile settings go round in a circle: ${names.slice(from).join(" → ")}`,
    `let the last one name a profile with an access key: aws configure set source_profile NAME --profile ${typed(names.at(-2) ?? "")}`,
  );
}
