/** How a role is to be assumed: by which credentials, for how long. */
import { ROLE_SECONDS } from "../aws/role.ts";
import { AwsmfaError } from "../errors.ts";
import type { Chain } from "../profiles/chain.ts";
import { type UserKey, isTemporary } from "../profiles/key-source.ts";
import type { Profile } from "../profiles/profile.ts";
import { secondsOf, wordsOfSeconds } from "../words/durations.ts";
import { typed } from "../words/typed.ts";

/** How a role is assumed: by another session; by the user's key with a code; by keys without one. */
export type Way = "session" | "code" | "key";

/**
 * How long a role's session is to last, in seconds: `--duration`, else `awsmfa_duration`, else
 * `duration_seconds`, else an hour.
 * @throws AwsmfaError `usage` or `bad-setting` for what AWS does not grant (STS API reference, AssumeRole)
 */
export function roleSeconds({ name, settings }: Profile, option: number | undefined): number {
  const key = ["awsmfa_duration", "duration_seconds"].find((one) => settings.get(one));
  const setting = key === undefined ? undefined : settings.get(key);
  const wanted = option ?? (setting === undefined ? ROLE_SECONDS.usual : secondsOf(setting));
  const { least, most } = ROLE_SECONDS;
  if (wanted !== undefined && wanted >= least && wanted <= most) return wanted;
  const range = "between 15m and 12h";
  if (option !== undefined)
    throw new AwsmfaError(
      "usage",
      `AWS gives no session of a role of ${wordsOfSeconds(option)} (--duration)`,
      `${range}, such as --duration 1h`,
    );
  throw new AwsmfaError(
    "bad-setting",
    wanted === undefined
      ? `“${setting}” (${key}) is no duration`
      : `AWS gives no session of a role of ${wordsOfSeconds(wanted)} (${key})`,
    `${range}: aws configure set ${key} 3600 --profile ${typed(name)}`,
  );
}

/**
 * By what a role is to be assumed. Above an hour AWS takes only a long-term key, with a code.
 * @param rest the chain behind the role
 * @param serial the device, if it is set: keys of the environment take a code of it, as with the AWS CLI
 * @throws AwsmfaError `role-chained`
 */
export function wayOf(
  profile: Profile,
  seconds: number,
  rest: Chain,
  key: UserKey,
  serial: string | undefined,
): Way {
  const next = rest.roles[0]?.profile.name;
  if (next === undefined && rest.user === undefined && !isTemporary(key))
    return serial === undefined ? "key" : "code";
  if (seconds > ROLE_SECONDS.chained && (next !== undefined || rest.user === undefined))
    throw chainedTooLong(profile, seconds, next);
  if (next === undefined && rest.user === undefined) return "key";
  return seconds > ROLE_SECONDS.chained ? "code" : "session";
}

/** The error for more than an hour where AWS allows one. @param by the role in between, if one is */
function chainedTooLong({ name }: Profile, seconds: number, by: string | undefined): AwsmfaError {
  const who = by === undefined ? "temporary keys assume" : `another role assumes (${by})`;
  return new AwsmfaError(
    "role-chained",
    `AWS gives one hour, and not ${wordsOfSeconds(seconds)}, to a role that ${who}`,
    `awsmfa login --profile ${typed(name)} --duration 1h\nor for always: aws configure set duration_seconds 3600 --profile ${typed(name)}`,
  );
}
