/** What the commands that get a session let the user choose. */
import { isRootDevice } from "../aws/arn.ts";
import { SESSION_SECONDS } from "../aws/limits.ts";
import { AwsmfaError } from "../errors.ts";
import type { Profile } from "../profiles/profile.ts";
import { secondsOf, wordsOfSeconds } from "../words/durations.ts";

/** The options of a session, as typed but for the durations, which are seconds. */
export interface SessionOptions {
  /** `--code`: six digits, or `-` for standard input. */
  readonly code?: string;
  /** `--source`: the only source of codes to try. */
  readonly source?: string;
  /** `--serial`: the MFA device. */
  readonly serial?: string;
  /** `--duration`, seconds. */
  readonly duration?: number;
  /** `--min-remaining`, seconds; {@link MIN_REMAINING} if absent. */
  readonly minRemaining?: number;
  /** `--force`: a new session even if there is a fresh one. */
  readonly force: boolean;
  /** `--as`: the name of the session profile. */
  readonly as?: string;
}

/**
 * How long a new session is to last, in seconds: `--duration`, else `awsmfa_duration`, else as long as AWS
 * gives by itself. Root's sessions end after an hour.
 * @throws AwsmfaError `usage` or `bad-setting` for what AWS does not grant (STS API reference, DurationSeconds)
 */
export function sessionSeconds(
  { settings }: Profile,
  option: number | undefined,
  serial: string | undefined,
): number {
  const root = serial !== undefined && isRootDevice(serial);
  const setting = settings.get("awsmfa_duration");
  const wanted = option ?? (setting === undefined ? undefined : (secondsOf(setting) ?? Number.NaN));
  const most = root ? SESSION_SECONDS.root : SESSION_SECONDS.most;
  if (wanted === undefined) return root ? SESSION_SECONDS.root : SESSION_SECONDS.usual;
  if (wanted >= SESSION_SECONDS.least && wanted <= most) return wanted;
  const from =
    option === undefined
      ? `awsmfa_duration = ${setting}`
      : `--duration of ${wordsOfSeconds(wanted)}`;
  throw new AwsmfaError(
    option === undefined ? "bad-setting" : "usage",
    `AWS does not give a session for the ${from}${root ? " to root" : ""}`,
    `between 15m and ${root ? "1h" : "36h"}, such as --duration ${root ? "1h" : "12h"}`,
  );
}
