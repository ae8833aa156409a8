/** A session in words and as JSON: one way of saying it for all commands. */
import type { Paint } from "../ports.ts";
import { wordsOfSeconds } from "../words/durations.ts";
import { isoOf, localTime } from "../words/instants.ts";
import { secondsLeft } from "./fresh.ts";
import type { Obtained } from "./obtain.ts";
import type { Session } from "./session.ts";

/** Below this a session is shown as ending soon; seconds. */
const SOON = 1800;

/**
 * The line that says that there is a session: `✔ jane · session until 16:20, 12 h · written to [jane-mfa]`.
 * @param now milliseconds by AWS's clock; times are shown by the clock on the wall
 */
export function sessionLine(
  { session, outcome, clockOffset: offset }: Obtained,
  now: number,
  paint: Paint,
): string {
  const left = secondsLeft(session, now);
  // A new session has lost a second or so on its way here: 12 h, not 11 h 59 min.
  const shown =
    outcome === "renewed"
      ? wordsOfSeconds(Math.round(left / 60) * 60)
      : `${wordsOfSeconds(left)} left`;
  const place = outcome === "renewed" ? `written to [${session.name}]` : `in [${session.name}]`;
  const until = localTime(session.expires - offset, now - offset);
  const whom = paint("bold", session.source) + (session.role === undefined ? "" : " (role)");
  return `${paint("good", "✔")} ${whom} · session until ${until}, ${shown} · ${paint("dim", place)}`;
}

/** Whether a session is well, ends soon, or is over. */
export function standing(left: number): "good" | "soon" | "wrong" {
  if (left <= 0) return "wrong";
  return left < SOON ? "soon" : "good";
}

/** A session as `--json` gives it, without its credentials. @param now milliseconds by AWS's clock */
export function sessionValue(session: Session, now: number): Record<string, unknown> {
  return {
    profile: session.name,
    accessKeyId: session.credentials.accessKeyId,
    serial: session.serial || null,
    ...(session.role !== undefined && { role: session.role }),
    issued: isoOf(session.issued),
    expires: isoOf(session.expires),
    secondsLeft: Math.max(0, secondsLeft(session, now)),
  };
}
