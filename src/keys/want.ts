/** What the commands about keys begin with: the profile that is meant, and how its calls are made. */
import type { Context } from "../ports.ts";
import type { Wanted } from "../sessions/get.ts";
import { lookAround } from "../sessions/look.ts";
import type { SessionOptions } from "../sessions/options.ts";
import { planSession } from "../sessions/plan.ts";
import { settleProfile } from "../sessions/settle.ts";
import { type KeyCalls, keyCalls } from "./key-calls.ts";

/** The options that these commands share. */
export interface KeyOptions {
  /** `--profile` */
  readonly profile?: string;
  /** `--code` */
  readonly code?: string;
  /** `--source` */
  readonly source?: string;
  /** `--serial` */
  readonly serial?: string;
}

/** The part of the options that is about a session, should it take one. */
export function sessionOptionsOf({ code, source, serial }: KeyOptions): SessionOptions {
  return {
    force: false,
    ...(code !== undefined && { code }),
    ...(source !== undefined && { source }),
    ...(serial !== undefined && { serial }),
  };
}

/**
 * Settles on the profile, which is asked for unless it was named, and plans.
 * @param question put to the person: "Rotate the access key of which profile?"
 * @throws AwsmfaError
 */
export async function wantKeys(
  options: KeyOptions,
  question: string,
  context: Context,
): Promise<{ readonly wanted: Wanted; readonly calls: KeyCalls }> {
  const situation = await lookAround(context);
  const profile = await settleProfile(situation, options.profile, context, {
    always: true,
    question,
  });
  const session = sessionOptionsOf(options);
  const plan = planSession(profile, situation, session, context.debug);
  const wanted = { situation, profile, plan };
  return { wanted, calls: keyCalls(wanted, session, context) };
}
