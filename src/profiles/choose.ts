/** Which profile is meant, when nobody says. Pure: what it needs to know is handed in. */
import { isLongTermKey } from "../aws/access-keys.ts";
import { AwsmfaError } from "../errors.ts";
import type { Environment } from "../ports.ts";
import type { AwsFiles } from "./aws-files.ts";
import { keyIdOf } from "./key-source.ts";
import { NEXT_OF } from "./next-mark.ts";
import { profileNamed, profileNames } from "./profile.ts";

/** What decides. */
export interface Choice {
  /** `--profile`, if given. */
  readonly option: string | undefined;
  readonly environment: Environment;
  readonly files: AwsFiles;
  /** Our session profiles: the session's name and the name of the profile that it is for. */
  readonly sessions: readonly {
    readonly name: string;
    readonly source: string;
    readonly fresh: boolean;
  }[];
}

/** A profile that was settled on and why, or the candidates to ask about. */
export type Chosen =
  | { readonly name: string; readonly by: string; readonly named: boolean }
  | { readonly candidates: readonly string[] };

const VARIABLES = [
  "AWSMFA_PROFILE",
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWSMFA_SESSION",
] as const;

/**
 * Settles on a profile in the contract's order: option, environment, `default` with a long-term key, the
 * only one with a fresh session, the only one with a long-term key; else the candidates for a question.
 * A name that is a session profile of ours means its source.
 * @throws AwsmfaError `unknown-profile` for a name that neither file has
 */
export function chooseProfile(choice: Choice): Chosen {
  const named = namedProfile(choice);
  if (named !== undefined) return checked(named, choice);
  if (hasLongTermKey("default", choice))
    return { name: "default", by: "it has a long-term key", named: false };
  const fresh = choice.sessions.filter((session) => session.fresh).map(({ source }) => source);
  const onlyFresh = onlyOf([...new Set(fresh)]);
  if (onlyFresh !== undefined)
    return { name: onlyFresh, by: "the only one with a fresh session", named: false };
  const candidates = profileNames(choice.files).filter((name) => hasLongTermKey(name, choice));
  const onlyKey = onlyOf(candidates);
  if (onlyKey !== undefined)
    return { name: onlyKey, by: "the only one with a long-term key", named: false };
  return { candidates };
}

function onlyOf(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}

/** The profile that was named, and by what: the option, else the first variable that is set. */
export function namedProfile({
  option,
  environment,
}: Pick<Choice, "option" | "environment">): { name: string; by: string } | undefined {
  if (option !== undefined) return { name: option, by: "--profile" };
  const variable = VARIABLES.find((name) => environment[name]);
  return variable === undefined ? undefined : { name: environment[variable] ?? "", by: variable };
}

function checked({ name, by }: { name: string; by: string }, { files, sessions }: Choice): Chosen {
  const source = sessions.find((session) => session.name === name)?.source ?? name;
  if (profileNamed(files, source) !== undefined) return { name: source, by, named: true };
  throw new AwsmfaError(
    "unknown-profile",
    `there is no profile “${source}” (named by ${by})`,
    knownProfiles(files, sessions),
  );
}

/** The hint where no profile has a long-term key. */
export const NO_KEY_HINT = "put an access key in place: aws configure";

/** A hint that lists the profiles, the nearest thing to a picker where nobody can be asked. */
export function knownProfiles(files: AwsFiles, sessions: Choice["sessions"]): string {
  const ours = new Set(sessions.map(({ name }) => name));
  const names = profileNames(files).filter((name) => !ours.has(name));
  if (names.length === 0) return NO_KEY_HINT;
  const shown =
    names.slice(0, 12).join(", ") + (names.length > 12 ? ` and ${names.length - 12} more` : "");
  return `name one with --profile: ${shown}`;
}

function hasLongTermKey(name: string, { files, sessions }: Choice): boolean {
  if (sessions.some((session) => session.name === name)) return false;
  const settings = profileNamed(files, name)?.settings;
  // A key that waits to take another's place is no profile of its own.
  return isLongTerm(settings) && !settings?.has(NEXT_OF);
}

/** Whether a profile's settings hold, or name, the long-term key of an IAM user, by the look of it. */
export function isLongTerm(settings: ReadonlyMap<string, string> | undefined): boolean {
  if (settings === undefined) return false;
  return isLongTermKey(keyIdOf(settings)) && !settings.has("aws_session_token");
}
