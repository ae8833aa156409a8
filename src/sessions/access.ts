/** Calls to AWS as the user of a profile: by the long-term key, or by a session made with a code. */
import type { Service } from "../aws/endpoints.ts";
import type { Context } from "../ports.ts";
import type { Connection } from "../ports-aws.ts";
import { secretOfKey } from "./key-secret.ts";
import { connectTo } from "./connect.ts";
import { type Wanted, getSession } from "./get.ts";
import type { SessionOptions } from "./options.ts";

/** The two ways to call AWS as a user. */
export interface Access {
  /** By the long-term key: what policies without MFA allow. */
  withKey(service: Service): Promise<Connection>;
  /** By an MFA session: the fresh one, or a new one for a code, which is then written. Asked for once in a run. */
  withSession(service: Service): Promise<Connection>;
}

/**
 * How a command calls AWS for the profile that it settled on. Both throw what {@link getSession} and
 * {@link connectTo} throw, when they are used.
 */
export function accessFor(wanted: Wanted, options: SessionOptions, context: Context): Access {
  const { profile, plan, situation } = wanted;
  let got: ReturnType<typeof getSession> | undefined;
  return {
    async withKey(service) {
      // Calls for a role are about the role's account, where the user's key is a stranger.
      if (plan.role !== undefined) return this.withSession(service);
      const { key, serial } = plan;
      const credentials = await secretOfKey(key, profile.name, context);
      const { clockOffset } = situation;
      return connectTo(service, { profile, credentials, serial, clockOffset }, situation, context);
    },
    async withSession(service) {
      got ??= getSession(wanted, options, context);
      const { session, clockOffset } = (await got).obtained;
      const { credentials, serial } = session;
      return connectTo(service, { profile, credentials, serial, clockOffset }, situation, context);
    },
  };
}
