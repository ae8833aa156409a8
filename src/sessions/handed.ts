/** The session that is handed to an SDK: the one that is there as long as it will do, renewed before it ends. */
import { dirname, join } from "node:path";
import { nobody } from "../dialogs/nobody.ts";
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import { MIN_REMAINING, secondsLeft } from "./fresh.ts";
import { type Wanted, getSession, wantSession } from "./get.ts";
import { LIMIT, type Limited, limited } from "./limits.ts";
import { oneQuestion } from "./one-question.ts";
import type { SessionOptions } from "./options.ts";
import type { Plan } from "./plan.ts";
import { LEAST_TO_HAND_OUT, RENEW_FROM } from "./process-document.ts";
import { checkRunning } from "./running.ts";
import type { Session } from "./session.ts";
import { ifFree, shared } from "./shared.ts";

/** How long a renewal that failed is not tried again, in milliseconds: SDKs come back with every call. */
const PAUSE = 60_000;

type Options = SessionOptions & { readonly profile?: string };

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

async function newSession(wanted: Wanted, options: Options, limits: Limited): Promise<Session> {
  const { context } = limits;
  // Whoever waits for it is told the reason as it is.
  const get = async (from: Wanted): Promise<Session> =>
    (await limits.explained(getSession(from, options, context))).obtained.session;
  // Whoever brings a code need not wait for another's, and whoever forces it wants one of his own.
  const alone = options.force || options.code !== undefined || context.environment["AWSMFA_CODE"];
  if (alone) return get(wanted);
  checkRunning(wanted.profile.name, context.environment);
  const { name } = wanted.profile;
  const source = wanted.plan.role?.source;
  if (source !== undefined && source.fresh === undefined)
    await newSession(
      await wantSession(before(source, options), QUESTION, silent(context)),
      before(source, options),
      limits,
    );
  const again = (): Promise<Wanted> =>
    wantSession({ ...leastOf(options), profile: name }, QUESTION, silent(context));
  return shared(
    {
      path: await turnOf(wanted, context),
      look: async () => (await again()).plan.fresh,
      act: async () => get(await again()),
    },
    context,
  );
}

/**
 * What is wanted of the session that a role is assumed by: it is got by itself, in a turn of its own, so that
 * many roles of one user take one code.
 */
function before({ profile, serial }: Plan, { source }: Options): Options {
  return {
    force: false,
    profile: profile.name,
    minRemaining: MIN_REMAINING,
    ...(serial !== undefined && { serial }),
    ...(source !== undefined && { source }),
  };
}

/** A new session with nobody asked, or nothing: that it cannot be had now is no failure yet. */
async function renewedInTime(
  wanted: Wanted,
  options: Options,
  context: Context,
): Promise<Session | undefined> {
  const path = await turnOf(wanted, context);
  const turns = await context.turns();
  const note = turns.note(path);
  if (note !== undefined && note.age < PAUSE) return undefined;
  const quiet = { ...context, terminal: nobody("it is renewed without asking") };
  const named = { ...options, profile: wanted.profile.name, unattended: true };
  const renew = async (): Promise<Session> => {
    const soon = await wantSession({ ...named, minRemaining: RENEW_FROM }, QUESTION, quiet);
    return (await getSession(soon, named, quiet)).obtained.session;
  };
  return new Promise((resolve, reject) => {
    const stop = context.timer(LIMIT.renewal, () => resolve(undefined));
    ifFree(path, renew, turns)
      .then(resolve, (error: unknown) => {
        if (!(error instanceof AwsmfaError)) return reject(error);
        context.debug(`not renewed: ${error.message}`);
        resolve(undefined);
      })
      .finally(stop);
  });
}

/** Beside what is remembered, for each file and session profile; a name may be too long for a file's. */
async function turnOf(
  { situation: { paths }, plan }: Wanted,
  { digest }: Context,
): Promise<string> {
  const hash = await digest.hash("", JSON.stringify([paths.credentials, plan.name]));
  return join(dirname(paths.memory), `turn-${hash.slice(0, 16)}`);
}

function silent(context: Context): Context {
  return { ...context, debug: () => undefined };
}
