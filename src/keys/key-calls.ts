/** Calls to IAM about keys, while the key that makes them may be changed. */
import { codeOfRefusal } from "../aws/codes-of-refusals.ts";
import { errorOfRefusal } from "../aws/refusals.ts";
import { AwsmfaError } from "../errors.ts";
import { type Calls, type CallsOrder, callsAs } from "../users/calls.ts";
import type { Context } from "../ports.ts";
import { profileNamed } from "../profiles/profile.ts";
import { accessFor } from "../sessions/access.ts";
import { type Wanted, getSession } from "../sessions/get.ts";
import { lookAround } from "../sessions/look.ts";
import type { SessionOptions } from "../sessions/options.ts";
import { planSession } from "../sessions/plan.ts";
import { typed } from "../words/typed.ts";

/** Makes calls to IAM. */
export interface KeyCalls extends Calls {
  /** Told that the old key works no more: calls by the key are made with the new one, again while AWS does not know it; a session stays. */
  rekeyed(): Promise<void>;
}

/**
 * The calls of one command. A fresh session is used as it is; without one the key tries first, and a code is
 * asked for where AWS denies that. Should AWS not know a session any more, a new one is made, once.
 */
export function keyCalls(wanted: Wanted, options: SessionOptions, context: Context): KeyCalls {
  const profile = wanted.profile.name;
  let access = accessFor(wanted, options, context);
  let renewed = false;
  /** While a new key is not known to all of AWS, in milliseconds. */
  const pauses: number[] = [];

  const mend: CallsOrder["mend"] = async (refusal, way) => {
    const isUnknown = codeOfRefusal(refusal) === "unknown-key";
    if (way === "key") {
      const pause = isUnknown ? pauses.shift() : undefined;
      if (pause !== undefined) await context.clock.sleep(pause);
      return pause !== undefined;
    }
    if (renewed || !(isUnknown || refusal.code === "ExpiredToken")) return false;
    context.debug("AWS does not know the session any more");
    renewed = true;
    access = await anew(wanted, options, context);
    return true;
  };
  const calls = callsAs(
    {
      profile,
      access: {
        withKey: (service) => access.withKey(service),
        withSession: (service) => access.withSession(service),
      },
      first: wanted.plan.fresh === undefined ? "key" : "session",
      offset: wanted.situation.clockOffset,
      words: (refusal, attempt) => worded(errorOfRefusal(refusal, attempt), profile),
      mend,
    },
    context,
  );
  return {
    ...calls,
    async rekeyed() {
      pauses.push(1000, 2000, 4000, 8000);
      if (calls.way() === "key")
        access = accessFor(await lookAgain(wanted, options, context), options, context);
    },
  };
}

/** The plan by what the files say now. */
async function lookAgain(
  wanted: Wanted,
  options: SessionOptions,
  context: Context,
): Promise<Wanted> {
  const situation = await lookAround(context);
  const profile = profileNamed(situation.files, wanted.profile.name) ?? wanted.profile;
  return { situation, profile, plan: planSession(profile, situation, options, context.debug) };
}

/** A new session by the key that the profile has now. */
async function anew(
  wanted: Wanted,
  options: SessionOptions,
  context: Context,
): Promise<CallsOrder["access"]> {
  const forced = { ...options, force: true };
  await getSession(await lookAgain(wanted, forced, context), forced, context);
  return accessFor(await lookAgain(wanted, options, context), options, context);
}

/** What is said of logins in general is not what to type next here. */
function worded({ code, message, hint, cause }: AwsmfaError, profile: string): AwsmfaError {
  const better =
    code === "aws-refused" ? `look at the keys: awsmfa key list --profile ${typed(profile)}` : hint;
  return new AwsmfaError(code, message, better, { cause });
}
