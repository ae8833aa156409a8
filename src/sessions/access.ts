/** Calls to AWS as the user of a profile: by the long-term key, or by a session made with a code. */
import type { UserAccess } from "../users/calls.ts";
import type { Context } from "../ports.ts";
import { secretOfKey } from "./key-secret.ts";
import { connectTo } from "./connect.ts";
import { type Wanted, getSession } from "./get.ts";
import type { SessionOptions } from "./options.ts";

/**
 * How a command calls AWS for the profile that it settled on: a session is the fresh one, or a new one for a code,
 * which is then written; it is asked for once. Both throw what {@link getSession} and
 * {@link connectTo} throw, when they are used.
 */
export function accessFor(wanted: Wanted, options: SessionOptions, context: Context): UserAccess {
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
