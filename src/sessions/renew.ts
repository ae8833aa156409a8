/** A session renewed before it ends: first with nobody asked, then by somebody at hand, else one is told of it. */
import { checkSources, chosenSources } from "../codes/codes.ts";
import { nobodyToAsk } from "../dialogs/person.ts";
import { AwsmfaError, type ErrorCode } from "../errors.ts";
import { pauseLeft, withoutFailures } from "../memory/attempts.ts";
import { remember } from "../memory/remember.ts";
import { nobody } from "../dialogs/nobody.ts";
import type { Context } from "../ports.ts";
import { isDue } from "./due.ts";
import { type Got, type Wanted, getSession, wantSession } from "./get.ts";
import { UNASKED, turnOf } from "./handed.ts";
import { currentSession } from "./place.ts";
import { stepsToTake } from "./plan.ts";
import { coder } from "./ready.ts";
import { failed, isWatched, needsPerson } from "./renew-failed.ts";
import { type Looked, type Renewal, type Unasked, baseOf } from "./renewal.ts";
import { shared } from "./shared.ts";

const QUESTION = "Renew the session of which profile?";

/** What somebody at hand may help with. */
const ASK: readonly ErrorCode[] = ["no-code", "no-terminal", "several-devices", "store-unusable"];

/** What ends all of it. */
const ENDS: readonly ErrorCode[] = ["interrupted", "terminal-gone"];

/**
 * Renews the session of a profile where less than `within` seconds are left and nobody need be asked.
 * @param profile as for {@link wantSession}
 * @throws AwsmfaError for a profile that cannot be told or can have no session
 */
export async function renewUnasked(
  profile: string | undefined,
  within: number,
  context: Context,
): Promise<Renewal | Unasked> {
  const looked = await look(profile, within, context);
  const { wanted, session, due } = looked;
  const base = baseOf(looked);
  if (session === undefined) return { ...base, outcome: "none" };
  if (!due) return { ...base, outcome: "kept" };
  const { situation } = wanted;
  const watched = await isWatched(context);
  const pause = watched ? 0 : pauseLeft(situation.memory, base.profile, context.clock.now());
  if (pause > 0) return { ...base, outcome: "waiting", until: context.clock.now() + pause };
  try {
    // What cannot be remembered would be tried at every look.
    if (!watched) await context.files.checkWritable(situation.paths.memory);
    return await renewed(looked, within, context);
  } catch (error) {
    if (!(error instanceof AwsmfaError) || ENDS.includes(error.code)) throw error;
    context.debug(`${base.profile}: not renewed: ${error.message}`);
    if (!ASK.includes(error.code)) return failed({ ...looked, session }, error, within, context);
    return { outcome: "unasked", looked: { ...looked, session }, error };
  }
}

/** Asks somebody at hand for what nobody was asked for, or tells of it. @throws AwsmfaError `interrupted`, `terminal-gone` */
export async function finished(
  tried: Renewal | Unasked,
  within: number,
  context: Context,
): Promise<Renewal> {
  if (tried.outcome !== "unasked") return tried;
  const { looked, error } = tried;
  const unaskable = await nobodyToAsk(context);
  if (unaskable !== undefined) {
    const isUntried = await cannotTry(looked.wanted, context);
    const why = isUntried ? needsPerson(looked, within, unaskable) : error;
    return failed(looked, why, within, context);
  }
  try {
    const got = await getSession(await anew(looked, context), { force: true }, context);
    return await done(looked, got, context);
  } catch (thrown) {
    if (!(thrown instanceof AwsmfaError) || ENDS.includes(thrown.code)) throw thrown;
    return failed(looked, thrown, within, context);
  }
}

async function look(
  profile: string | undefined,
  within: number,
  context: Context,
): Promise<Looked> {
  const named = profile === undefined ? {} : { profile };
  const wanted = await wantSession({ ...named, force: false, minRemaining: 0 }, QUESTION, context);
  const { plan, situation } = wanted;
  const session = currentSession(wanted.profile, plan.name, situation.sessions);
  const due = plan.fresh === undefined || isDue(plan.fresh, within, situation.now);
  return { wanted, session, due };
}

/** In the turn of this session, so that an SDK that wants it too does not spend a code of its own. */
async function renewed(looked: Looked, within: number, context: Context): Promise<Renewal> {
  const quiet = { ...context, terminal: nobody(UNASKED) };
  const { profile, plan } = looked.wanted;
  const { name } = profile;
  // Where a code is needed for the way, it is the turn of all roles of a user.
  const [first = plan] = stepsToTake(plan);
  return shared<Renewal>(
    {
      path: await turnOf(first, looked.wanted, context),
      look: async () => {
        const again = await look(name, within, { ...quiet, debug: () => undefined });
        return again.due ? undefined : { ...baseOf(again), outcome: "kept" };
      },
      act: async () => {
        const options = { force: true, unattended: true };
        return done(looked, await getSession(await anew(looked, quiet), options, quiet), context);
      },
    },
    context,
  );
}

async function anew({ wanted }: Looked, context: Context): Promise<Wanted> {
  return wantSession({ profile: wanted.profile.name, force: true }, QUESTION, context);
}

async function done({ wanted }: Looked, got: Got, { files }: Context): Promise<Renewal> {
  const { profile, situation } = wanted;
  if (situation.memory.attempts.some((each) => each.profile === profile.name))
    await remember(files, situation.paths.memory, (memory) =>
      withoutFailures(memory, profile.name),
    );
  const { session, clockOffset } = got.obtained;
  return { profile: profile.name, session, now: got.now, clockOffset, outcome: "renewed" };
}

/** Whether there is no source at all that needs nobody. */
async function cannotTry({ profile, plan }: Wanted, context: Context): Promise<boolean> {
  const { name } = profile;
  const { settings } = coder(plan);
  const sources = chosenSources(undefined, settings.get("awsmfa_source"));
  const given = { option: undefined, variable: undefined };
  const standing = { profile: name, settings, given, serial: plan.serial, refused: 0 };
  try {
    const unattended = sources.filter((source) => source.unattended);
    await checkSources(unattended, standing, { ...context, terminal: nobody(UNASKED) });
    return false;
  } catch {
    return true;
  }
}
