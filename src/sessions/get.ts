/** The session of a command, from its options to a fresh one: the way that all commands share. */
import type { Context } from "../ports.ts";
import type { Profile } from "../profiles/profile.ts";
import { lookAround } from "./look.ts";
import { type Obtained, obtainSession } from "./obtain.ts";
import type { SessionOptions } from "./options.ts";
import { type Plan, planSession } from "./plan.ts";
import { running } from "./running.ts";
import { settleProfile } from "./settle.ts";
import type { Situation } from "./situation.ts";

/** What a command settled on, before anything is asked of AWS. */
export interface Wanted {
  readonly situation: Situation;
  readonly profile: Profile;
  readonly plan: Plan;
}

/** A session that was got for a command. */
export interface Got extends Wanted {
  readonly obtained: Obtained;
  /** Milliseconds by AWS's clock. */
  readonly now: number;
}

/**
 * Looks around, settles on the profile and plans its session. Nothing is sent or written.
 * @param question put where the profile cannot be told: "The session of which profile?"
 * @throws AwsmfaError
 */
export async function wantSession(
  options: SessionOptions & { readonly profile?: string },
  question: string,
  context: Context,
): Promise<Wanted> {
  const situation = await lookAround(context);
  const ask = { always: false, question };
  const profile = await settleProfile(situation, options.profile, context, ask);
  const { debug, environment } = context;
  const plan = planSession(profile, situation, options, debug, environment);
  return { situation, profile, plan };
}

/** Carries out what {@link wantSession} planned: the session that is fresh, or a new one, written. @throws AwsmfaError */
export async function getSession(
  wanted: Wanted,
  options: SessionOptions,
  context: Context,
): Promise<Got> {
  const { plan, situation, profile } = wanted;
  // The programs that are run for a new one are told, so that they do not ask us for it.
  const inside = plan.fresh === undefined ? running(profile.name, context) : context;
  const obtained = await obtainSession(plan, situation, options, inside);
  return { ...wanted, obtained, now: context.clock.now() + obtained.clockOffset };
}
