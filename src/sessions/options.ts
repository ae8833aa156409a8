/** What the commands that get a session let the user choose. */
import { isRootDevice } from "../aws/arn.ts";
import { SESSION_SECONDS } from "../aws/limits.ts";
import { AwsmfaError } from "../errors.ts";
import type { Profile } from "../profiles/profile.ts";
import { typed } from "../words/typed.ts";
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
  /** Only sources of codes that work with nobody there are tried. */
  readonly unattended?: boolean;
  /** `--as`: the name of the session profile. */
  readonly as?: string;
}

/**
 * How long a new session is to last, in seconds: `--duration`, else `awsmfa_duration`, else as long as AWS
 * gives by itself. Root's sessions end after an hour.
 * @throws AwsmfaError `usage` or `bad-setting` for what AWS does not grant (STS API reference, DurationSeconds)
 */
export function sessionSeconds(
  { name, settings }: Profile,
  option: number | undefined,
  serial: string | undefined,
): number {
  const root = serial !== undefined && isRootDevice(serial);
  const setting = settings.get("awsmfa_duration");
  const wanted = option ?? (setting === undefined ? undefined : (secondsOf(setting) ?? Number.NaN));
  const most = root ? SESSION_SECONDS.root : SESSION_SECONDS.most;
  if (wanted === undefined) return root ? SESSION_SECONDS.root : SESSION_SECONDS.usual;
  if (wanted >= SESSION_SECONDS.least && wanted <= most) return wanted;
  const [range, such] = root ? ["between 15m and 1h", "1h"] : ["between 15m and 36h", "12h"];
  const refusal = `AWS gives ${root ? "root " : ""}no session of`;
  if (option !== undefined)
    throw new AwsmfaError(
      "usage",
      `${refusal} ${wordsOfSeconds(wanted)} (--duration)`,
      `${range}, such as --duration ${such}`,
    );
  throw new AwsmfaError(
    "bad-setting",
    Number.isNaN(wanted)
      ? `“${setting}” (awsmfa_duration) is no duration`
      : `${refusal} ${wordsOfSeconds(wanted)} (awsmfa_duration)`,
    `${range}: aws configure set awsmfa_duration ${such} --profile ${typed(name)}`,
  );
}
