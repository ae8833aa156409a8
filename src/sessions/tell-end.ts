/** A person is told that a session ends which they have to renew: once for each session. */
import { notify } from "../dialogs/notification.ts";
import { remember } from "../memory/remember.ts";
import { wasTold, withTold } from "../memory/told.ts";
import type { Context } from "../ports.ts";
import { durationTyped, wordsOfSeconds } from "../words/durations.ts";
import { typed } from "../words/typed.ts";
import { WITHIN } from "./due.ts";
import { secondsLeft } from "./fresh.ts";
import type { Session } from "./session.ts";
import type { Situation } from "./situation.ts";

/** What is said of a session that ends. */
export interface Ending {
  /** `ends in 28 min` or `is over`. */
  readonly when: string;
  /** What to type. */
  readonly command: string;
}

/** The words for the end of a session. @param within as it was asked for, seconds; @param now milliseconds by AWS's clock */
export function endingOf(session: Session, within: number, now: number): Ending {
  const left = secondsLeft(session, now);
  const option = within === WITHIN ? "" : ` --within ${durationTyped(within)}`;
  return {
    when: left > 0 ? `ends in ${wordsOfSeconds(left)}` : "is over",
    command: `awsmfa renew --profile ${typed(session.source)}${option}`,
  };
}

/**
 * Shows a notification of it, unless one was shown. @returns whether the person was told already, now or before
 */
export async function tellEnd(
  session: Session,
  ending: Ending,
  situation: Situation,
  context: Context,
): Promise<"now" | "before" | "no"> {
  const told = { profile: session.source, expires: session.expires };
  if (wasTold(situation.memory, told)) return "before";
  const title = `The AWS session of ${session.source} ${ending.when}`;
  if (!(await notify(title, `To renew it, type: ${ending.command}`, context))) return "no";
  await remember(context.files, situation.paths.memory, (memory) => withTold(memory, told));
  return "now";
}
