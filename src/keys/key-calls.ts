/** Calls to IAM about keys: by the long-term key where a policy lets it, else by one MFA session for all of them. */
import { attemptOf } from "../aws/attempt.ts";
import { codeOfRefusal } from "../aws/codes-of-refusals.ts";
import { errorOfRefusal } from "../aws/refusals.ts";
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { AwsRefusal, AwsResult, Connection, Iam } from "../ports-aws.ts";
import { type Access, accessFor } from "../sessions/access.ts";
import { type Wanted, getSession } from "../sessions/get.ts";
import { lookAround } from "../sessions/look.ts";
import type { SessionOptions } from "../sessions/options.ts";
import { planSession } from "../sessions/plan.ts";
import { profileNamed } from "../profiles/profile.ts";
import { typed } from "../words/typed.ts";

/** The names of the calls, for errors. */
export type KeyCall =
  | "iam:ListAccessKeys"
  | "iam:GetAccessKeyLastUsed"
  | "iam:CreateAccessKey"
  | "iam:UpdateAccessKey"
  | "iam:DeleteAccessKey";

/** A refused call, with its error in words. */
export type Refused = { readonly granted: false; readonly error: AwsmfaError } & AwsRefusal;

/** Makes calls to IAM. */
export interface KeyCalls {
  /** The answer; a refusal as a value. Throws what stands in the way of a session, if it takes one. */
  ask<T>(
    call: KeyCall,
    make: (iam: Iam, connection: Connection) => Promise<AwsResult<T>>,
  ): Promise<{ readonly granted: true; readonly value: T } | Refused>;
  /** The answer's value. @throws AwsmfaError also for a refusal */
  get<T>(
    call: KeyCall,
    make: (iam: Iam, connection: Connection) => Promise<AwsResult<T>>,
  ): Promise<T>;
  /** Told that the old key works no more: calls by the key are made with the new one, again while AWS does not know it; a session stays. */
  rekeyed(): Promise<void>;
}

/**
 * The calls of one command. A fresh session is used as it is; without one the key tries first, and a code is
 * asked for where AWS denies that. Should AWS not know a session any more, a new one is made, once.
 */
export function keyCalls(wanted: Wanted, options: SessionOptions, context: Context): KeyCalls {
  const profile = wanted.profile.name;
  let access: Access = accessFor(wanted, options, context);
  let way: "withKey" | "withSession" = wanted.plan.fresh === undefined ? "withKey" : "withSession";
  let renewed = false;
  /** While a new key is not known to all of AWS, in milliseconds. */
  const pauses: number[] = [];

  /** Another way to be let in, or `false` where there is none. */
  const otherWay = async (refusal: AwsRefusal): Promise<boolean> => {
    const code = codeOfRefusal(refusal);
    const pause = way === "withKey" && code === "unknown-key" ? pauses.shift() : undefined;
    if (pause !== undefined) {
      await context.clock.sleep(pause);
      return true;
    }
    if (way === "withKey") {
      if (code !== "access-denied") return false;
      context.debug("denied by the key alone: it takes an MFA session");
      way = "withSession";
      return true;
    }
    if (renewed || (code !== "unknown-key" && refusal.code !== "ExpiredToken")) return false;
    context.debug("AWS does not know the session any more");
    renewed = true;
    access = await anew(wanted, options, context);
    return true;
  };
  const ask: KeyCalls["ask"] = async (call, make) => {
    for (;;) {
      const connection = await access[way]("iam");
      const result = await make(await context.iam(), connection);
      context.debug(
        `${call} (${way === "withKey" ? "by the key" : "by the session"}): ${result.granted ? "granted" : result.code}`,
      );
      if (result.granted) return result;
      if (await otherWay(result)) continue;
      const attempt = attemptOf(connection, { profile, call, platform: context.platform });
      return { ...result, error: worded(errorOfRefusal(result, attempt), profile) };
    }
  };
  return {
    ask,
    async get(call, make) {
      const result = await ask(call, make);
      if (result.granted) return result.value;
      throw result.error;
    },
    async rekeyed() {
      pauses.push(1000, 2000, 4000, 8000);
      if (way === "withKey")
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
async function anew(wanted: Wanted, options: SessionOptions, context: Context): Promise<Access> {
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
