/** `awsmfa serve`: the local endpoint that hands the session out, until it is ended. */
import type { Endpoint } from "../endpoint/endpoint.ts";
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import { serviceEndpoints } from "../profiles/connection.ts";
import { endpointStatements, hidingRemarks } from "../sessions/child-environment.ts";
import { type Planned, plannedSteps, plannedWords } from "../sessions/dry-run.ts";
import { type Got, getSession, wantSession } from "../sessions/get.ts";
import type { SessionOptions } from "../sessions/options.ts";
import type { Session } from "../sessions/session.ts";
import { shellFor } from "../sessions/shell-here.ts";
import { sessionLine } from "../sessions/words.ts";
import { json as jsonShell } from "../shells/json.ts";
import type { Shell, Statement } from "../shells/shell.ts";
import { localTime } from "../words/instants.ts";
import type { CommonOptions, Told, View } from "./command.ts";

/** Options of `serve`. */
export interface ServeOptions extends CommonOptions, SessionOptions {
  /** `--port`; any free one if absent. */
  readonly port?: number;
  /** `--shell`: a shell or a format by name. */
  readonly shell?: string;
  readonly dryRun: boolean;
}

/** What is served, and what there is to say to programs. */
export interface Served {
  readonly got: Got;
  readonly endpoint: Endpoint;
  readonly shell: Shell;
  readonly statements: readonly Statement[];
  /** Remarks, each a line. */
  readonly remarks: readonly string[];
}

/** Gets the session, logging in if it must, and opens the endpoint. @throws AwsmfaError */
export async function run(options: ServeOptions, context: Context): Promise<Served | Planned> {
  const shell = await shellFor(options, context);
  const wanted = await wantSession(options, "The session of which profile?", context);
  if (options.dryRun) {
    const planned = await plannedSteps(wanted.plan, wanted.situation, options, context);
    const where = options.port ?? "a free port";
    return { ...planned, steps: [...planned.steps, `serve it at 127.0.0.1:${where}`] };
  }
  const got = await getSession(wanted, options, context);
  const { profile, situation, obtained } = got;
  const { session, clockOffset } = obtained;
  const told = (outcome: Session | AwsmfaError): void => tell(outcome, clockOffset, context);
  const { openEndpoint } = await import("../endpoint/endpoint.ts");
  const endpoint = await openEndpoint(session, options, context, told);
  const services = serviceEndpoints(profile, situation.files);
  const carried = { settings: profile.settings, services };
  const statements = endpointStatements(endpoint, session, carried, context, situation.files);
  const remarks = hidingRemarks(situation.files, context.platform);
  return { got, endpoint, shell, statements, remarks };
}

/** What became of a renewal, for whoever sees the window. */
function tell(outcome: Session | AwsmfaError, offset: number, { output, clock }: Context): void {
  const time = (epoch: number): string => localTime(epoch - offset, clock.now());
  if (!(outcome instanceof AwsmfaError))
    return output.news(
      `awsmfa: ${time(clock.now() + offset)}: renewed until ${time(outcome.expires)}`,
    );
  const hint = outcome.hint?.split("\n")[0] ?? "";
  output.warn(`awsmfa: warning: the session is not renewed: ${outcome.message}`);
  if (hint !== "") output.warn(`awsmfa: hint: ${hint}`);
}

/** The statements for stdout, which point programs to the endpoint. */
export function words(result: Served | Planned, { news }: View): Told {
  if ("outcome" in result) return { news: plannedWords(result, "serve") };
  const { got, endpoint, shell, statements, remarks } = result;
  return {
    data: shell.say(statements),
    news: [
      sessionLine(got.obtained, got.now, news),
      ...remarks,
      `awsmfa: serving at ${endpoint.uri} until Ctrl-C; the lines on stdout are for another shell`,
    ],
  };
}

/** The variables as one object; or the plan. */
export function json(result: Served | Planned): unknown {
  return "outcome" in result ? result : JSON.parse(jsonShell.say(result.statements));
}

/** Stays until a signal ends the program. */
export function after(result: Served | Planned): Promise<number> {
  return "outcome" in result ? Promise.resolve(0) : new Promise(() => undefined);
}
