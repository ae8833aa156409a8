/** Whether a session is to be renewed before it ends. */
import { secondsLeft } from "./fresh.ts";
import type { Session } from "./session.ts";

/** What is to be left of a session, unless `--within` says otherwise; seconds. */
export const WITHIN = 1800;

/** How far a session may seem to begin in the future: clocks differ; milliseconds. */
const AHEAD = 120_000;

/**
 * Whether less than `within` seconds are left. A session is not renewed in the first half of its life, whatever
 * is wanted: a short one would be renewed at every look, and each time takes a code.
 * @param now milliseconds by AWS's clock, as far as it is known
 */
export function isDue(session: Session, within: number, now: number): boolean {
  // The clock was set back since: what seems to be left says nothing.
  if (now < session.issued - AHEAD) return true;
  const half = (session.expires - session.issued) / 2000;
  return secondsLeft(session, now) < Math.min(within, half);
}
