/** A role assumed without a code, by a session that was made with one, or by keys that have none. */
import { attemptOf } from "../aws/attempt.ts";
import { errorOfRefusal } from "../aws/refusals.ts";
import { usualSessionName } from "../aws/role.ts";
import type { Context } from "../ports.ts";
import type { Connection, IssuedSession, RoleRequest } from "../ports-aws.ts";
import type { Profile } from "../profiles/profile.ts";
import { wordsOfSeconds } from "../words/durations.ts";
import type { RolePlan } from "./plan.ts";
import { usableSession } from "./usable.ts";

/** A role to be assumed with a code. */
export type RoleOrder = Pick<RoleRequest, "arn" | "sessionName" | "externalId"> & {
  /** The role's profile. */
  readonly profile: string;
};

/** Who assumes which role. */
interface Assuming {
  readonly role: RolePlan;
  readonly profile: Profile;
  /** The device of the session that assumes it; empty for none. */
  readonly serial: string;
  /** The profile of the session that assumes it; `undefined` for keys of the environment. */
  readonly by: string | undefined;
  readonly connection: Connection;
}

/**
 * Assumes a role without a code.
 * @throws AwsmfaError `role-refused`, `role-duration`, and what else a refusal means
 */
export async function assumeRole(
  { role, profile, serial, by, connection }: Assuming,
  { sts, clock, debug, platform }: Context,
): Promise<{ readonly issued: IssuedSession; readonly clockOffset: number | undefined }> {
  const request = { ...requestOf(role, profile, serial), mfa: undefined };
  const port = await sts();
  const started = clock.now();
  const result = await port.assumeRole(connection, request);
  debug(
    `sts:AssumeRole ${role.arn} as ${request.sessionName} at ${connection.endpoint} (${connection.region}): ${result.granted ? "granted" : result.code}, ${clock.now() - started} ms`,
  );
  if (!result.granted) {
    const attempted = { arn: role.arn, profile: profile.name, by };
    const about = { profile: by ?? profile.name, call: "sts:AssumeRole", platform };
    throw errorOfRefusal(result, attemptOf(connection, { ...about, role: attempted }));
  }
  const { value, clockOffset } = result;
  const now = clock.now() + (clockOffset ?? connection.clockOffset);
  return { issued: usableSession(value, connection.endpoint, now), clockOffset };
}

/** The order for a role that takes a code, which the person is told the reason of. */
export function orderOf(
  role: RolePlan,
  profile: Profile,
  serial: string,
  { output }: Pick<Context, "output">,
): RoleOrder {
  const seconds = wordsOfSeconds(role.seconds);
  // Keys of the environment have no session that it could go by.
  if (role.user !== undefined)
    output.news(
      `awsmfa: ${profile.name} is to last ${seconds}: above one hour AWS takes a code for the role itself`,
    );
  const { arn, sessionName, externalId } = requestOf(role, profile, serial);
  return { arn, sessionName, externalId, profile: profile.name };
}

function requestOf(
  { arn, externalId, sessionName, seconds, user }: RolePlan,
  profile: Profile,
  serial: string,
): Omit<RoleRequest, "mfa"> {
  const usual = usualSessionName(serial || undefined, (user ?? profile).name);
  return { arn, sessionName: sessionName ?? usual, externalId, durationSeconds: seconds };
}
