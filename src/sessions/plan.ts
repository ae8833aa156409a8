/** What a session takes, decided purely: the fast path decides with it too. */
import { configuredSerial } from "../devices/serial.ts";
import type { Credentials } from "../ports-aws.ts";
import { type Profile, longTermKey } from "../profiles/profile.ts";
import { MIN_REMAINING, whyStale } from "./fresh.ts";
import { type SessionOptions, sessionSeconds } from "./options.ts";
import { checkPlace, currentSession, sessionName } from "./place.ts";
import type { Session } from "./session.ts";
import type { Situation } from "./situation.ts";

/** What is to be done for a session, decided before anything is asked or sent. */
export interface Plan {
  readonly profile: Profile;
  readonly key: Credentials;
  /** The session profile's name. */
  readonly name: string;
  /** The device, if it was set; else it is looked up. */
  readonly serial: string | undefined;
  /** The session that will do as it is. */
  readonly fresh: Session | undefined;
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
): Plan {
  const key = longTermKey(profile);
  const serial = configuredSerial(profile, options.serial);
  const name = sessionName(profile, options.as, situation.sessions);
  const session = currentSession(profile, name, situation.sessions);
  const wanted = {
    accessKeyId: key.accessKeyId,
    serial,
    minRemaining: options.minRemaining ?? MIN_REMAINING,
  };
  const stale =
    session === undefined
      ? "there is none"
      : options.force
        ? "--force"
        : whyStale(session, wanted, situation.now);
  debug(`session [${name}]: ${stale === undefined ? "fresh" : `a new one is needed: ${stale}`}`);
  if (stale !== undefined) sessionSeconds(profile, options.duration, serial);
  if (stale !== undefined) checkPlace(situation.files, name, profile.name);
  return { profile, key, name, serial, fresh: stale === undefined ? session : undefined };
}
