/** What a session takes, decided purely: the fast path decides with it too. */
import { configuredSerial, serialSetting } from "../devices/serial.ts";
import type { Environment } from "../ports.ts";
import type { Credentials } from "../ports-aws.ts";
import { awsMfaError, awsMfaPair } from "../profiles/aws-mfa.ts";
import { type Chain, chainOf } from "../profiles/chain.ts";
import { isLongTerm } from "../profiles/choose.ts";
import { checkSamePartition } from "../profiles/partition-check.ts";
import { type UserKey, isTemporary, userKey } from "../profiles/key-source.ts";
import type { Profile } from "../profiles/profile.ts";
import { environmentKeys } from "./environment-keys.ts";
import { MIN_REMAINING, whyStale } from "./fresh.ts";
import { type SessionOptions, sessionSeconds } from "./options.ts";
import { checkPlace, currentSession, sessionName, userSessionName } from "./place.ts";
import { type Way, roleSeconds, wayOf } from "./role-plan.ts";
import type { Session } from "./session.ts";
import type { Situation } from "./situation.ts";

/** What must be left of a session by which a role is assumed, in seconds: the role's lasts by itself. */
const LEAST_TO_ASSUME = 60;

/** What is to be done for a session, decided before anything is asked or sent. */
export interface Plan {
  readonly profile: Profile;
  /** The key at the end: the user's, whatever roles are in between. */
  readonly key: UserKey;
  /** The session profile's name. */
  readonly name: string;
  /** The device, if it was set; else it is looked up. */
  readonly serial: string | undefined;
  /** The session that will do as it is. */
  readonly fresh: Session | undefined;
  /** The role that is assumed for it; absent for a user's own session. */
  readonly role?: RolePlan;
}

/** The assuming of a role, planned. */
export interface RolePlan {
  readonly arn: string;
  readonly externalId: string | undefined;
  /** `role_session_name`, if it is set. */
  readonly sessionName: string | undefined;
  /** How long its session is to last; 0 where nothing is to be done. */
  readonly seconds: number;
  /** The profile with the key at the end of the chain; `undefined` where it is in the environment. */
  readonly user: Profile | undefined;
  readonly by: Way;
  /** The plan of the session that assumes it, where one does. */
  readonly source: Plan | undefined;
}

/** What a plan is made with, the same for every step of a chain. */
interface Given {
  readonly situation: Situation;
  readonly debug: (message: string) => void;
  readonly key: UserKey;
  readonly serial: string | undefined;
}

/**
 * Decides what a session takes. Nothing is asked, sent or written.
 * @throws AwsmfaError for a profile that cannot have one, or options that cannot be met
 */
export function planSession(
  profile: Profile,
  situation: Situation,
  options: SessionOptions,
  debug: (message: string) => void,
  environment: Environment = {},
): Plan {
  const chain = chainOf(profile, situation.files, situation.sessions);
  const { roles, user } = chain;
  const first = roles[0];
  const key =
    user === undefined
      ? inHand(environmentKeys(profile, environment))
      : keyOf(user, situation.files);
  // Temporary keys in the environment take no code.
  const serial = isTemporary(key) ? undefined : serialOf(chain, user, options.serial);
  if (first !== undefined && serial !== undefined)
    checkSamePartition(first.arn, serial, first.profile);
  return planChain(chain, options, { situation, debug, key, serial });
}

/** The sessions that are still to be had, each before those that take it; none where the wanted one is fresh. */
export function stepsToTake(plan: Plan): Plan[] {
  if (plan.fresh !== undefined) return [];
  const source = plan.role?.source;
  return [...(source === undefined ? [] : stepsToTake(source)), plan];
}

/** The plan of a session on the way to the one that is wanted, or of that one; by its session profile's name. */
export function planNamed(plan: Plan, name: string): Plan | undefined {
  if (plan.name === name) return plan;
  const source = plan.role?.source;
  return source && planNamed(source, name);
}

function inHand(credentials: Credentials): UserKey {
  return { in: "hand", accessKeyId: credentials.accessKeyId, credentials };
}

function keyOf(user: Profile, files: Situation["files"]): UserKey {
  const pair = isLongTerm(user.settings) ? undefined : awsMfaPair(files, user.name);
  if (pair !== undefined) throw awsMfaError(pair);
  return userKey(user);
}

/** The device of the user: `--serial`, else what the nearest to the wanted profile says. */
function serialOf(
  { roles }: Chain,
  user: Profile | undefined,
  option: string | undefined,
): string | undefined {
  const profiles = [...roles.map(({ profile }) => profile), ...(user === undefined ? [] : [user])];
  const setting = profiles.find(({ settings }) => serialSetting(settings) !== undefined);
  const profile = setting ?? profiles.at(-1);
  return profile && configuredSerial(profile, option);
}

function planChain(chain: Chain, options: SessionOptions, given: Given): Plan {
  const { situation, debug, key, serial } = given;
  const [role, ...others] = chain.roles;
  const profile = role?.profile ?? chain.user;
  if (profile === undefined) throw new Error("a chain with neither role nor user");
  const nameFor = role === undefined ? userSessionName : sessionName;
  const name = nameFor(profile, options.as, situation.sessions);
  const session = currentSession(profile, name, situation.sessions);
  const wanted = {
    accessKeyId: key.accessKeyId,
    serial,
    role: role?.arn,
    minRemaining: options.minRemaining ?? MIN_REMAINING,
  };
  const stale =
    session === undefined
      ? "there is none"
      : options.force
        ? "--force"
        : whyStale(session, wanted, situation.now);
  debug(`session [${name}]: ${stale === undefined ? "fresh" : `a new one is needed: ${stale}`}`);
  const plan = { profile, key, name, serial, fresh: stale === undefined ? session : undefined };
  if (stale !== undefined && role === undefined) sessionSeconds(profile, options.duration, serial);
  if (stale !== undefined) checkPlace(situation.files, name, profile.name);
  if (role === undefined) return plan;
  const { arn, externalId, sessionName: named } = role;
  const about = { arn, externalId, sessionName: named, user: chain.user };
  const before = { force: options.force, minRemaining: LEAST_TO_ASSUME, ...asked(options) };
  const seconds = stale === undefined ? 0 : roleSeconds(profile, options.duration);
  const by =
    stale === undefined ? "key" : wayOf(profile, seconds, { ...chain, roles: others }, key, serial);
  const source =
    by === "session" ? planChain({ ...chain, roles: others }, before, given) : undefined;
  return { ...plan, role: { ...about, seconds, by, source } };
}

/** What of the options is about the code, and so about the session that takes it. */
function asked({ code, source, serial }: SessionOptions): Partial<SessionOptions> {
  return {
    ...(code !== undefined && { code }),
    ...(source !== undefined && { source }),
    ...(serial !== undefined && { serial }),
  };
}
