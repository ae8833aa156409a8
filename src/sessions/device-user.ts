/** What the commands about MFA devices begin with: the profile, how it calls AWS, and whose devices are meant. */
import type { Service } from "../aws/endpoints.ts";
import type { Kept } from "../devices/kept.ts";
import { pickDevice } from "../devices/pick.ts";
import { deviceRefusal } from "../devices/refused.ts";
import { serialSetting } from "../devices/serial.ts";
import { type Subject, subjectOf } from "../devices/subject.ts";
import { type Calls, type UserAccess, callsAs } from "../users/calls.ts";
import type { Context } from "../ports.ts";
import { userKey } from "../profiles/key-source.ts";
import type { Profile } from "../profiles/profile.ts";
import { settingsOf } from "../profiles/ini.ts";
import { accessFor } from "./access.ts";
import { connectTo } from "./connect.ts";
import { secretOfKey } from "./key-secret.ts";
import { lookAround } from "./look.ts";
import type { SessionOptions } from "./options.ts";
import { shownSession } from "./place.ts";
import { planSession } from "./plan.ts";
import { settleProfile } from "./settle.ts";
import type { Situation } from "./situation.ts";

/** The options that they share. */
export interface DeviceUserOptions {
  /** `--profile` */
  readonly profile?: string;
  /** `--user`: another user of the account. */
  readonly user?: string;
}

/** What was found. */
export interface DeviceUser {
  readonly profile: Profile;
  readonly subject: Subject;
  readonly calls: Calls;
  readonly kept: Kept;
}

/**
 * Settles on the profile, which is asked for unless it was named, and finds out whose devices are meant.
 * @throws AwsmfaError
 */
export async function deviceUser(
  options: DeviceUserOptions,
  question: string,
  context: Context,
): Promise<DeviceUser> {
  const situation = await lookAround(context);
  const ask = { always: true, question };
  const profile = await settleProfile(situation, options.profile, context, ask);
  const { access, calls } = deviceCalls(profile, situation, context);
  const subject = await subjectOf(profile.name, options.user, access, context);
  const { paths, memory, files } = situation;
  const inCredentials = [...(settingsOf(files.credentials, profile.name)?.keys() ?? [])];
  return { profile, subject, calls, kept: { paths, memory, inCredentials } };
}

/** How calls about a user's devices are made: by the key, and where AWS denies that by a session. */
export function deviceCalls(
  profile: Profile,
  situation: Situation,
  context: Context,
): { readonly access: UserAccess; readonly calls: Calls } {
  const access = userAccess(profile, situation, context);
  const { name } = profile;
  const offset = situation.clockOffset;
  const order = { profile: name, access, first: "key", offset, words: deviceRefusal } as const;
  return { access, calls: callsAs(order, context) };
}

const NEW: SessionOptions = { force: false };

/** By the key, without a device; or by a session of any of the devices. */
function userAccess(profile: Profile, situation: Situation, context: Context): UserAccess {
  const plan = (serial: string | undefined) =>
    planSession(
      profile,
      situation,
      { ...NEW, ...(serial !== undefined && { serial }) },
      context.debug,
    );
  /** With a session that is fresh nobody is asked, whatever device it was made with. */
  const fresh = () => {
    const serial = shownSession(profile, situation.sessions)?.serial;
    const planned = serial === undefined ? undefined : plan(serial);
    return planned?.fresh === undefined ? undefined : planned;
  };
  const chosen = async (serials: readonly string[] | undefined): Promise<string | undefined> => {
    if (serials === undefined || serials.length === 0) return undefined;
    const set = serialSetting(profile.settings);
    if (set !== undefined && serials.includes(set)) return set;
    const devices = serials.map((serial) => ({ serial, user: "", enabled: undefined }));
    return serials.length === 1 ? serials[0] : pickDevice(profile.name, devices, context.terminal);
  };
  let got: ReturnType<typeof accessFor> | undefined;
  return {
    async withKey(service: Service) {
      const { clockOffset } = situation;
      const credentials = await secretOfKey(userKey(profile), profile.name, context);
      const caller = { profile, credentials, serial: undefined, clockOffset };
      return connectTo(service, caller, situation, context);
    },
    async withSession(service, serials) {
      if (got === undefined) {
        const planned = fresh() ?? plan(await chosen(serials));
        const serial = planned.fresh?.serial ?? planned.serial;
        const options = serial === undefined ? NEW : { ...NEW, serial };
        got = accessFor({ situation, profile, plan: planned }, options, context);
      }
      return got.withSession(service);
    },
  };
}
