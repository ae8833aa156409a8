/** `awsmfa env`: shell text that puts the session into the environment. */
import type { Context } from "../ports.ts";
import { serviceEndpoints } from "../profiles/connection.ts";
import { type Planned, plannedSteps, plannedWords } from "../sessions/dry-run.ts";
import { getSession, wantSession } from "../sessions/get.ts";
import type { Obtained } from "../sessions/obtain.ts";
import type { SessionOptions } from "../sessions/options.ts";
import { SAVED } from "../sessions/saved.ts";
import { shellFor } from "../sessions/shell-here.ts";
import { profileStatements, sessionStatements, unsetStatements } from "../sessions/variables.ts";
import { sessionLine } from "../sessions/words.ts";
import { json as jsonShell } from "../shells/json.ts";
import type { Shell, Statement } from "../shells/shell.ts";
import { shellNamed } from "../shells/shells.ts";
import { lastValue } from "../words/arguments.ts";
import { typed } from "../words/typed.ts";
import type { CommonOptions, Told, View } from "./command.ts";

/** Options of `env`. */
export interface EnvOptions extends CommonOptions, SessionOptions {
  /** `--shell`: a shell or a format by name. */
  readonly shell?: string;
  /** `--as-profile`: export only the name of the session profile. */
  readonly asProfile: boolean;
  /** `--unset`: take back what an earlier `env` set. */
  readonly unset: boolean;
  readonly dryRun: boolean;
}

/** What is to be said to the shell, and what there is to say to the person. */
export interface EnvResult {
  readonly shell: Shell;
  readonly statements: readonly Statement[];
  /** The session that this run got, if it had to. */
  readonly renewed?: Obtained;
  /** Milliseconds by AWS's clock. */
  readonly now: number;
  /** Remarks, each a line. */
  readonly remarks: readonly string[];
}

/** What `env` did, or would do. */
export type EnvOutcome = EnvResult | Planned;

/** Gets the session, logging in if it must, and puts it into statements. @throws AwsmfaError */
export async function run(options: EnvOptions, context: Context): Promise<EnvOutcome> {
  const shell = await shellFor(options, context);
  context.debug(`shell: ${shell.name}`);
  if (options.unset) return unset(shell, options, context);
  const wanted = await wantSession(options, "The session of which profile?", context);
  const { situation, profile, plan } = wanted;
  if (options.dryRun) {
    const planned = await plannedSteps(plan, situation, options, context);
    return { ...planned, steps: [...planned.steps, `print it for ${shell.name}`] };
  }
  const { obtained, now } = await getSession(wanted, options, context);
  const statements = options.asProfile
    ? profileStatements(obtained.session, context.environment)
    : sessionStatements(
        obtained.session,
        { settings: profile.settings, services: serviceEndpoints(profile, situation.files) },
        context.environment,
      );
  return {
    shell,
    statements: shell.leaves === undefined ? statements : statements.filter(isForElsewhere),
    ...(obtained.outcome === "renewed" ? { renewed: obtained } : {}),
    now,
    remarks: [...stillThere(shell, statements, context), ...byHand(shell, options, context)],
  };
}

/** The statements for stdout; the login, if there was one, for stderr. */
export function words(result: EnvOutcome, view: View): Told {
  if ("outcome" in result) return { news: plannedWords(result, "env") };
  const { shell, statements, renewed, now, remarks } = result;
  const login = renewed === undefined ? [] : [sessionLine(renewed, now, view.news)];
  return {
    data: shell.say(statements),
    news: [...login, ...remarks],
  };
}

/** The variables as one object, the same as `--shell json`; or the plan. */
export function json(result: EnvOutcome): unknown {
  return "outcome" in result ? result : JSON.parse(jsonShell.say(result.statements));
}

function unset(shell: Shell, options: EnvOptions, context: Context): EnvOutcome {
  const { environment, clock } = context;
  const statements = unsetStatements(environment);
  if (options.dryRun) {
    const steps = statements.map((one) => ("set" in one ? `set ${one.set}` : `unset ${one.unset}`));
    return { outcome: "planned", profile: environment["AWSMFA_SESSION"] ?? null, steps };
  }
  const remarks =
    statements.length === 0
      ? ["awsmfa: this shell has no session of awsmfa: nothing to unset"]
      : byHand(shell, { asProfile: false, unset: true }, context);
  return { shell, statements, now: clock.now(), remarks };
}

/** What was there before is that of this environment, which is not the one where a file is read. */
function isForElsewhere(statement: Statement): boolean {
  return !("set" in statement && statement.set === SAVED);
}

/** A file is often read where this environment is too, whose own profile may win over the session. */
function stillThere(
  shell: Shell,
  statements: readonly Statement[],
  { environment }: Context,
): string[] {
  const names = (shell.leaves?.(statements) ?? []).filter((name) => environment[name]);
  return names.map(
    (name) =>
      `awsmfa: warning: ${name} is set here, and ${shell.name} cannot take it away: unset it where the session is used`,
  );
}

/** Somebody who types `awsmfa env` by itself sees the text and wonders. */
function byHand(
  shell: Shell,
  { profile, asProfile, unset: takesBack }: Pick<EnvOptions, "profile" | "asProfile" | "unset">,
  { output }: Context,
): string[] {
  if (!output.dataIsTerminal || shell === jsonShell) return [];
  const command = [
    "awsmfa env",
    ...(profile === undefined ? [] : [`--profile ${typed(profile)}`]),
    ...(asProfile ? ["--as-profile"] : []),
    ...(takesBack ? ["--unset"] : []),
  ];
  return [`awsmfa: to have this take effect, type: ${shell.line(command.join(" "))}`];
}

/** A statement that fails with the status, so that the shell's `eval` fails too; nothing for a format. */
export async function failure(
  given: readonly string[],
  status: number,
  context: Context,
): Promise<string> {
  const named = lastValue(given, "--shell");
  const shell =
    (named === undefined ? undefined : shellNamed(named)) ??
    (await shellFor({ json: false }, context));
  return shell.fail(status);
}
