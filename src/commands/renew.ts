/** `awsmfa renew`: a new session before the one that is there ends. */
import { type AwsmfaError, type ErrorCode, oneLine } from "../errors.ts";
import type { Context } from "../ports.ts";
import { WITHIN } from "../sessions/due.ts";
import { renewAll } from "../sessions/renew-all.ts";
import { finished, renewUnasked } from "../sessions/renew.ts";
import type { Renewal } from "../sessions/renewal.ts";
import { sessionLine, sessionValue } from "../sessions/words.ts";
import { isoOf, localDate, localTime } from "../words/instants.ts";
import { typed } from "../words/typed.ts";
import type { CommonOptions, Told, View } from "./command.ts";

/** Options of `renew`. */
export interface RenewOptions extends CommonOptions {
  /** `--all`: every session of ours. */
  readonly all: boolean;
  /** `--within`, seconds; {@link WITHIN} if absent. */
  readonly within?: number;
}

/** What became of each. */
export interface Renewed {
  readonly renewals: readonly Renewal[];
  /** Whether somebody reads it now; else it goes to a log, where lines have a date and nothing is said twice. */
  readonly isRead: boolean;
}

/** Renews what is about to end. @throws AwsmfaError where it is one profile, and somebody reads it */
export async function run(options: RenewOptions, context: Context): Promise<Renewed> {
  const within = options.within ?? WITHIN;
  const isRead = context.output.newsIsTerminal || (await context.terminal.unusable()) === undefined;
  if (options.all) return { renewals: await renewAll(within, context), isRead };
  const tried = await renewUnasked(options.profile, within, context);
  const renewal = await finished(tried, within, context);
  if (renewal.outcome === "failed" && isRead) throw renewal.error;
  return { renewals: [renewal], isRead };
}

/** What was done and what failed; nothing where there was nothing to do. */
export function words({ renewals, isRead }: Renewed, { now, news }: View): Told {
  const dated = (line: string): string =>
    isRead ? line : `${localDate(now)} ${localTime(now, now)}  ${line}`;
  const lines = renewals.flatMap((each): string[] => {
    if (each.outcome === "renewed" && each.session !== undefined)
      return [sessionLine({ ...each, session: each.session, outcome: "renewed" }, each.now, news)];
    return isRead ? idle(each, now) : [];
  });
  const warnings = renewals.flatMap((each) =>
    each.outcome === "failed" && (isRead || each.isNews) ? failure(each.profile, each.error) : [],
  );
  return {
    news: lines.map(dated),
    ...(warnings.length > 0 && { warnings: warnings.map(dated) }),
  };
}

/** What there is to say where nothing was done: hardly ever anything. */
function idle(renewal: Renewal, now: number): string[] {
  const { profile, outcome } = renewal;
  if (outcome === "none")
    return [`${profile} · no session to renew: awsmfa login --profile ${typed(profile)}`];
  if (outcome !== "waiting") return [];
  const until = localTime(renewal.until, now);
  return [
    `${profile} · not renewed: it failed before, and is tried again at ${until}`,
    `  at once: awsmfa login --force --profile ${typed(profile)}`,
  ];
}

function failure(profile: string, { message, hint }: AwsmfaError): string[] {
  const hints = hint?.split("\n").slice(0, 2) ?? [];
  return [
    `awsmfa: error: ${profile}: ${oneLine(message)}`,
    ...hints.map((line) => `awsmfa: hint: ${oneLine(line)}`),
  ];
}

/** What became of each, for programs. */
export function json({ renewals }: Renewed): unknown {
  return {
    profiles: renewals.map((each) => ({
      profile: each.profile,
      outcome: each.outcome,
      session: each.session === undefined ? null : sessionValue(each.session, each.now),
      nextTry: each.outcome === "waiting" ? isoOf(each.until) : null,
      error: each.outcome === "failed" ? errorOf(each.error) : null,
    })),
  };
}

function errorOf({ code, message, hint }: AwsmfaError): unknown {
  return { code, message: oneLine(message), hint: hint ?? null };
}

/** That of the first one that failed; one that waits has no fresh session, and nobody may be asked. */
export async function after({ renewals }: Renewed): Promise<ErrorCode | 0> {
  const failed = renewals.find((each) => each.outcome === "failed");
  if (failed !== undefined) return failed.error.code;
  return renewals.some(({ outcome }) => outcome === "waiting") ? "no-terminal" : 0;
}
