/** The session that is handed to an SDK: the one that is there as long as it will do, renewed before it ends. */
import { dirname, join } from "node:path";
import { nobody } from "../dialogs/nobody.ts";
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import { secondsLeft } from "./fresh.ts";
import { type Wanted, getSession, wantSession } from "./get.ts";
import { LIMIT, type Limited, limited } from "./limits.ts";
import { oneQuestion } from "./one-question.ts";
import type { SessionOptions } from "./options.ts";
import { type Plan, planNamed, stepsToTake } from "./plan.ts";
import { LEAST_TO_HAND_OUT, RENEW_FROM } from "./process-document.ts";
import { checkRunning } from "./running.ts";
import type { Session } from "./session.ts";
import { ifFree, shared } from "./shared.ts";

/** How long a renewal that failed is not tried again, in milliseconds: SDKs come back with every call. */
const PAUSE = 60_000;

type Options = SessionOptions & { readonly profile?: string };

/** Why nobody is asked in a renewal before its time, as the end of a sentence. */
export const UNASKED = "it is renewed without asking";

const QUESTION = "The session of which profile?";

/**
 * The session for an SDK. With less than {@link RENEW_FROM} left it is renewed where nobody need be asked; a
 * person is asked when it is over. Several processes at once ask once.
 * @throws AwsmfaError
 */
export async function handedSession(options: Options, context: Context): Promise<Session> {
  const limits = limited(context);
  const inTurn = { ...limits.context, terminal: oneQuestion(limits.context) };
  return limits.within(sessionFor(options, { ...limits, context: inTurn }));
}

async function sessionFor(options: Options, limits: Limited): Promise<Session> {
  const { context } = limits;
  const wanted = await wantSession(leastOf(options), QUESTION, context);
  const valid = wanted.plan.fresh;
  if (valid === undefined) return newSession(wanted, options, limits);
  if (secondsLeft(valid, wanted.situation.now) >= RENEW_FROM) return valid;
  return (await renewedInTime(wanted, options, context)) ?? valid;
}

/** What is left of a session need not be much: better a short one than a question. */
function leastOf(options: Options): Options {
  return { ...options, minRemaining: options.minRemaining ?? LEAST_TO_HAND_OUT };
}

async function newSession(
  wanted: Wanted,
  options: Options,
  { context, ...limits }: Limited,
): Promise<Session> {
  // Whoever waits for it is told the reason as it is.
  const get = async (from: Wanted, by: Options = options): Promise<Session> =>
    (await limits.explained(getSession(from, by, context))).obtained.session;
  // Whoever brings a code need not wait for another's, and whoever forces it wants one of his own.
  const alone = options.force || options.code !== undefined || context.environment["AWSMFA_CODE"];
  if (alone) return get(wanted);
  const { name } = wanted.profile;
  const again = (): Promise<Wanted> =>
    wantSession({ ...leastOf(options), profile: name }, QUESTION, silent(context));
  // A turn for each session on the way: all roles of a user wait for the one code of theirs.
  const { duration: _ofTheWanted, ...onTheWay } = options;
  const take = async (step: Plan): Promise<Session> => {
    checkRunning(step.profile.name, context.environment);
    return shared(
      {
        path: await turnOf(step, wanted, context),
        look: async () => {
          const { plan } = await again();
          return plan.fresh ?? planNamed(plan, step.name)?.fresh;
        },
        act: async () => {
          const now = await again();
          const plan = planNamed(now.plan, step.name) ?? now.plan;
          return get(
            { ...now, plan, profile: plan.profile },
            plan === now.plan ? options : onTheWay,
          );
        },
      },
      context,
    );
  };
  const [first = wanted.plan, ...others] = stepsToTake(wanted.plan);
  let session = await take(first);
  for (const step of others) session = await take(step);
  return session;
}

/** A new session with nobody asked, or nothing: that it cannot be had now is no failure yet. */
async function renewedInTime(
  wanted: Wanted,
  options: Options,
  context: Context,
): Promise<Session | undefined> {
  const turns = await context.turns();
  const quiet = { ...context, terminal: nobody(UNASKED) };
  const named = { ...options, profile: wanted.profile.name, unattended: true };
  const soon = (by: Context): Promise<Wanted> =>
    wantSession({ ...named, minRemaining: RENEW_FROM }, QUESTION, by);
  const renew = async (): Promise<Session | undefined> => {
    const { plan } = await soon(silent(quiet));
    // Where a code is needed for the way, it is all roles' turn.
    const [first = plan] = stepsToTake(plan);
    const path = await turnOf(first, wanted, context);
    const note = turns.note(path);
    if (note !== undefined && note.age < PAUSE) return undefined;
    const act = async (): Promise<Session> =>
      (await getSession(await soon(quiet), named, quiet)).obtained.session;
    return ifFree(path, act, turns);
  };
  return new Promise((resolve, reject) => {
    const stop = context.timer(LIMIT.renewal, () => resolve(undefined));
    renew()
      .then(resolve, (error: unknown) => {
        if (!(error instanceof AwsmfaError)) return reject(error);
        context.debug(`not renewed: ${error.message}`);
        resolve(undefined);
      })
      .finally(stop);
  });
}

/** Beside what is remembered, for each file and session profile; a name may be too long for a file's. */
export async function turnOf(
  { name }: Plan,
  { situation: { paths } }: Wanted,
  { digest }: Context,
): Promise<string> {
  const hash = await digest.hash("", JSON.stringify([paths.credentials, name]));
  return join(dirname(paths.memory), `turn-${hash.slice(0, 16)}`);
}

function silent(context: Context): Context {
  return { ...context, debug: () => undefined };
}
