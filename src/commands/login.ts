/** `awsmfa login`: a fresh session for the profile. */
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import { awsMfaPair, awsMfaRemark } from "../profiles/aws-mfa.ts";
import { shortPath } from "../profiles/aws-paths.ts";
import { modeWarning, refusalWarning } from "../profiles/warnings.ts";
import { type Planned, plannedSteps, plannedWords, stepsToKeep } from "../sessions/dry-run.ts";
import { type Next, nextCommands } from "../sessions/next.ts";
import { getSession, wantSession } from "../sessions/get.ts";
import type { Obtained } from "../sessions/obtain.ts";
import type { SessionOptions } from "../sessions/options.ts";
import { keepConfig } from "../sessions/keep.ts";
import type { Session } from "../sessions/session.ts";
import type { Situation } from "../sessions/situation.ts";
import type { Profile } from "../profiles/profile.ts";
import { sessionLine, sessionValue } from "../sessions/words.ts";
import type { CommonOptions, Told, View } from "./command.ts";

/** Options of `login`. */
export interface LoginOptions extends CommonOptions, SessionOptions {
  /** `--dry-run`: the plan, nothing done. */
  readonly dryRun: boolean;
}

/** What `login` did. */
export type LoggedIn =
  | (Obtained & {
      readonly next: Next;
      readonly warnings: readonly string[];
      /** Milliseconds by AWS's clock. */
      readonly now: number;
    })
  | Planned;

/** Logs in, unless the session is fresh. @throws AwsmfaError */
export async function run(options: LoginOptions, context: Context): Promise<LoggedIn> {
  const wanted = await wantSession(options, "Log in with which profile?", context);
  const { situation, profile, plan } = wanted;
  if (options.dryRun) {
    const planned = await plannedSteps(plan, situation, options, context);
    const more = plan.fresh === undefined ? [] : stepsToKeep(plan, situation);
    return { ...planned, steps: [...planned.steps, ...more] };
  }
  const { obtained, now } = await getSession(wanted, options, context);
  if (obtained.outcome === "kept")
    await bringUpToDate(obtained.session, profile, situation, context);
  const sessions = [...situation.sessions, ...wayTo(obtained).map(({ session }) => session)];
  return {
    ...obtained,
    next: await nextCommands(obtained.session, { ...situation, sessions }, context),
    warnings: [
      ...(await warningsAbout(situation, context)),
      ...(obtained.outcome === "renewed" ? leftByAwsMfa(profile, obtained, situation) : []),
    ],
    now,
  };
}

async function warningsAbout(
  { paths, files }: Situation,
  { home, files: disk }: Context,
): Promise<string[]> {
  const credentials = shortPath(paths.credentials, home);
  const warnings = [
    modeWarning(await disk.facts(paths.credentials), credentials),
    refusalWarning(files.credentials, credentials),
    refusalWarning(files.config, shortPath(paths.config, home)),
  ];
  return warnings.filter((warning) => warning !== undefined);
}

/** Somebody who comes from aws-mfa is told what is left of it, unless the session has taken its place. */
function leftByAwsMfa({ name }: Profile, { session }: Obtained, { files }: Situation): string[] {
  const pair = awsMfaPair(files, name);
  return pair === undefined || session.name === pair.name ? [] : [awsMfaRemark(pair, files)];
}

/** The config section beside a session that is kept; one that the user has taken over stays theirs. */
async function bringUpToDate(
  session: Session,
  profile: Profile,
  { paths, files }: Situation,
  context: Context,
): Promise<void> {
  try {
    await keepConfig(session, profile, paths, context.files, () => files.credentials.text);
  } catch (error) {
    if (!(error instanceof AwsmfaError && error.code === "foreign-section")) throw error;
    context.debug(error.message);
  }
}

/** The session and what to type next; on stderr, since `login` has no data. */
export function words(result: LoggedIn, { news }: View): Told {
  if (result.outcome === "planned") return { news: plannedWords(result, "a login") };
  const warnings = result.warnings.map(
    (warning) => `awsmfa: warning: ${warning.replaceAll("\n", "\nawsmfa: hint: ")}`,
  );
  // Of the way to a role: the session that the code was for is good for others too.
  const way = wayTo(result).map((one) => sessionLine(one, result.now, news));
  const next = `  ${result.next.aws}    or    ${result.next.env}`;
  return {
    news: [...way, sessionLine(result, result.now, news), next],
    ...(warnings.length > 0 && { warnings }),
  };
}

function wayTo({ via }: Obtained): Obtained[] {
  return via === undefined ? [] : [...wayTo(via), via];
}

/** The session without its secrets. */
export function json(result: LoggedIn): unknown {
  if (result.outcome === "planned") return result;
  return {
    profile: result.session.source,
    outcome: result.outcome,
    session: sessionValue(result.session, result.now),
  };
}
