/** Keeps a session fresh with nobody there, for as long as the endpoint is open. */
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import { profileNamed } from "../profiles/profile.ts";
import { lookAround } from "../sessions/look.ts";
import { type Obtained, obtainSession } from "../sessions/obtain.ts";
import type { SessionOptions } from "../sessions/options.ts";
import { planSession } from "../sessions/plan.ts";
import { RENEW_FROM } from "../sessions/process-document.ts";
import { secondsLeft } from "../sessions/fresh.ts";
import type { Session } from "../sessions/session.ts";
import { typed } from "../words/typed.ts";
import { unattended } from "./unattended.ts";

/** Before a renewal that failed is tried again, in milliseconds: at first, doubled each time, and at most. */
const PAUSE = { first: 60_000, most: 600_000 };
/** What a request waits for a renewal where there is nothing else to hand out: SDKs give up after one or two seconds. Milliseconds. */
const PATIENCE = 800;

/** What is to be handed out now. */
export type Kept =
  | { readonly session: Session; readonly why?: never }
  | { readonly session?: never; readonly why: string };

/** Keeps one profile's session. */
export interface Keeper {
  /** The session to hand out now, or why there is none, and what to type. Asks nobody. */
  current(): Promise<Kept>;
  /** Renews the session if it is time; to be called now and then. */
  check(): Promise<void>;
}

/**
 * Keeps the session of a profile. The files are read anew each time, so a login elsewhere counts at once.
 * @param first the session that there is
 * @param told what became of a renewal: the new session, or why there is none
 */
export function keeper(
  first: Session,
  options: SessionOptions,
  context: Context,
  told: (outcome: Session | AwsmfaError) => void,
): Keeper {
  const { clock } = context;
  const alone = unattended(context);
  const { code: _spent, ...rest } = options;
  const again = { ...rest, force: false, minRemaining: RENEW_FROM } as const;
  let last = first;
  let failed:
    | { readonly error: AwsmfaError; readonly pause: number; readonly since: number }
    | undefined;
  let renewing: Promise<void> | undefined;

  /** What is in the files now; and the renewal that goes on, if it takes one. */
  const look = async (): Promise<{ readonly valid: Session | undefined }> => {
    const situation = await lookAround(alone);
    const profile = profileNamed(situation.files, last.source) ?? {
      name: last.source,
      settings: new Map(),
    };
    const plan = planSession(profile, situation, again, alone.debug, alone.environment);
    if (plan.fresh !== undefined) {
      last = plan.fresh;
      return { valid: last };
    }
    const due = failed === undefined || clock.uptime() >= failed.since + failed.pause;
    if (due)
      renewing ??= obtainSession(
        { ...plan, serial: plan.serial ?? last.serial },
        situation,
        again,
        alone,
      )
        .then(succeed, fail)
        .finally(() => (renewing = undefined));
    const least = { ...again, minRemaining: 1 };
    const left = planSession(profile, situation, least, () => undefined, alone.environment);
    return { valid: left.fresh };
  };
  const succeed = ({ session }: Obtained): void => {
    [last, failed] = [session, undefined];
    told(session);
  };
  const fail = (thrown: unknown): void => {
    const error = asError(thrown);
    const pause = Math.min(failed === undefined ? PAUSE.first : failed.pause * 2, PAUSE.most);
    if (failed?.error.code !== error.code) told(error);
    failed = { error, pause, since: clock.uptime() };
    context.debug(`renewal: ${error.code}; again in ${pause / 1000} s`);
  };
  /** Where the files cannot be read for the moment, what was there last is as good as ever. */
  const looked = async (): Promise<Session | undefined> => {
    try {
      return (await look()).valid;
    } catch (thrown) {
      context.debug(`renewal: ${asError(thrown).message}`);
      failed ??= { error: asError(thrown), pause: 0, since: clock.uptime() };
      return secondsLeft(last, clock.now()) > 0 ? last : undefined;
    }
  };
  return {
    async current() {
      const valid = await looked();
      if (valid !== undefined) return { session: valid };
      if (renewing !== undefined) await Promise.race([renewing, clock.sleep(PATIENCE)]);
      const renewed = renewing === undefined && failed === undefined ? last : undefined;
      if (renewed !== undefined) return { session: renewed };
      const why = failed === undefined ? "a renewal is under way" : failed.error.message;
      return { why: `${why}; type: awsmfa login --profile ${typed(last.source)}` };
    },
    async check() {
      await looked();
      await renewing;
    },
  };
}

function asError(thrown: unknown): AwsmfaError {
  if (thrown instanceof AwsmfaError) return thrown;
  return new AwsmfaError("internal", "this is a bug in awsmfa", undefined, { cause: thrown });
}
