/** The session of a profile whose key has changed: made anew where nobody need be asked for a second code. */
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import { getSession } from "../sessions/get.ts";
import { lookAround } from "../sessions/look.ts";
import { planSession } from "../sessions/plan.ts";
import { profileNamed } from "../profiles/profile.ts";
import { type KeyOptions, sessionOptionsOf } from "./want.ts";
import { nobody } from "../dialogs/nobody.ts";
import { forPrograms } from "../profiles/for-programs.ts";

/** What became of it: `renewed`; `stale`: the next login asks for a code; `none`: there was none. */
export type Renewal = "renewed" | "stale" | "none";

/**
 * Makes the session anew with the key that the profile has now, by a source that works with nobody there.
 * That none does stops nothing.
 */
export async function renewSession(
  profile: string,
  options: KeyOptions,
  context: Context,
): Promise<Renewal> {
  const situation = await lookAround(context);
  if (!situation.sessions.some(({ source }) => source === profile)) return "none";
  const unattended: Context = {
    ...context,
    environment: forPrograms(context.environment),
    terminal: nobody("one code is enough for a rotation"),
  };
  const { code: _code, source, ...others } = options;
  // A code that was given is spent.
  const sources = source === undefined || source === "given" ? {} : { source };
  const session = sessionOptionsOf({ ...others, ...sources });
  try {
    const settled = profileNamed(situation.files, profile);
    if (settled === undefined) return "stale";
    const plan = planSession(settled, situation, session, context.debug);
    await getSession({ situation, profile: settled, plan }, session, unattended);
    return "renewed";
  } catch (error) {
    if (!(error instanceof AwsmfaError)) throw error;
    context.debug(`the session is not made anew: ${error.message}`);
    return "stale";
  }
}
