/** `awsmfa exec`: runs a command with the session. */
import type { Endpoint } from "../endpoint/endpoint.ts";
import { AwsmfaError } from "../errors.ts";
import type { Context, Environment } from "../ports.ts";
import type { HandedOver } from "../ports-exec.ts";
import { serviceEndpoints } from "../profiles/connection.ts";
import {
  childEnvironment,
  childStatements,
  endpointStatements,
  hidingRemarks,
} from "../sessions/child-environment.ts";
import { cannotRun, checkProgram } from "../sessions/child-program.ts";
import { type Planned, plannedSteps, plannedWords } from "../sessions/dry-run.ts";
import { type Got, getSession, wantSession } from "../sessions/get.ts";
import type { SessionOptions } from "../sessions/options.ts";
import type { Session } from "../sessions/session.ts";
import { sessionLine } from "../sessions/words.ts";
import { typed } from "../words/typed.ts";
import type { CommonOptions, Told, View } from "./command.ts";

type Words = readonly [file: string, ...words: string[]];

/** Options of `exec`. */
export interface ExecOptions extends CommonOptions, SessionOptions {
  /** The command and its arguments; the user's shell if absent. */
  readonly command?: readonly string[];
  /** `--serve`: with an endpoint in place of the keys. */
  readonly serve: boolean;
  readonly dryRun: boolean;
}

/** What is to be run. */
export interface ExecResult {
  readonly command: Words;
  readonly options: ExecOptions;
  readonly got: Got;
  /** Remarks, each a line. */
  readonly remarks: readonly string[];
}

/** Gets the session, logging in if it must. @throws AwsmfaError */
export async function run(options: ExecOptions, context: Context): Promise<ExecResult | Planned> {
  const [first, ...rest] = options.command ?? [];
  const command: Words = first === undefined ? await shellToStart(context) : [first, ...rest];
  await checkProgram(command[0], context);
  const wanted = await wantSession(options, "The session of which profile?", context);
  if (options.dryRun) {
    const planned = await plannedSteps(wanted.plan, wanted.situation, options, context);
    const how = options.serve ? "with an endpoint that hands it out" : "with it";
    return { ...planned, steps: [...planned.steps, `run ${typed(command[0])} ${how}`] };
  }
  const got = await getSession(wanted, options, context);
  const remarks = [
    ...(options.serve ? hidingRemarks(got.situation.files, context.platform) : []),
    ...nesting(got.obtained.session.source, context.environment),
    ...(first === undefined
      ? [`awsmfa: a shell with the session of ${got.obtained.session.source}; exit leaves it`]
      : []),
  ];
  return { command, options, got, remarks };
}

/** As users of aws-vault know it; where nobody types, a shell would wait for nothing. @throws AwsmfaError `usage` */
async function shellToStart({
  environment,
  platform,
  terminal,
  input,
  output,
}: Context): Promise<Words> {
  const atTerminal = output.dataIsTerminal && !input.piped();
  if (!atTerminal || (await terminal.unusable()) !== undefined)
    throw new AwsmfaError(
      "usage",
      "exec takes a command, such as: awsmfa exec -- aws s3 ls",
      "without one it starts a shell, at a terminal only",
    );
  return platform === "win32"
    ? [environment["COMSPEC"] || "cmd.exe"]
    : [environment["SHELL"] || "/bin/sh"];
}

function nesting(profile: string, { AWSMFA_SESSION: outer }: Environment): string[] {
  if (!outer) return [];
  return outer === profile
    ? [`awsmfa: the session of ${profile} is in this environment already`]
    : [`awsmfa: the session of ${profile} takes the place of that of ${outer} for the command`];
}

/** The login, if there was one. The rest is the command's. */
export function words(result: ExecResult | Planned, { news }: View): Told {
  if ("outcome" in result) return { news: plannedWords(result, "exec") };
  const { obtained, now } = result.got;
  const login = obtained.outcome === "renewed" ? [sessionLine(obtained, now, news)] : [];
  return { news: [...login, ...result.remarks] };
}

/** The plan; of a command that runs, stdout is its own. */
export function json(result: ExecResult | Planned): unknown {
  return "outcome" in result ? result : undefined;
}

/** Runs the command. @returns its status @throws AwsmfaError */
export async function after(result: ExecResult | Planned, context: Context): Promise<number> {
  if ("outcome" in result) return 0;
  const { command, options, got } = result;
  const { profile, situation, obtained } = got;
  const { session } = obtained;
  const services = serviceEndpoints(profile, situation.files);
  const carried = { settings: profile.settings, services };
  const exec = await context.exec();
  const endpoint = options.serve ? await served(session, options, context) : undefined;
  try {
    const told =
      endpoint === undefined
        ? childStatements(session, carried, context.environment)
        : endpointStatements(endpoint, session, carried, context, situation.files);
    const environment = childEnvironment(told, context.environment);
    return statusOf(await exec({ command, environment }), command[0]);
  } finally {
    endpoint?.close();
  }
}

/** While the command has the terminal, nothing is said of renewals. */
async function served(
  session: Session,
  options: SessionOptions,
  context: Context,
): Promise<Endpoint> {
  const { openEndpoint } = await import("../endpoint/endpoint.ts");
  return openEndpoint(session, options, context, () => undefined);
}

function statusOf(ended: HandedOver, name: string): number {
  if ("status" in ended) return ended.status;
  throw cannotRun(name, ended);
}
