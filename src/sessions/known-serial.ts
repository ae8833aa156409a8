/** The device of a profile, as far as it is known without asking AWS. */
import { serialSetting } from "../devices/serial.ts";
import { chainIfAny } from "../profiles/chain.ts";
import type { Profile } from "../profiles/profile.ts";
import type { StoredSecret } from "../secrets/stored-secrets.ts";
import { shownSession } from "./place.ts";
import type { Situation } from "./situation.ts";

/**
 * The profile of the user whose device a profile takes codes of: for a role that at the end of its chain.
 * Where the chain is broken it is the profile itself.
 */
export function userOf(
  profile: Profile,
  { files, sessions }: Pick<Situation, "files" | "sessions">,
): Profile {
  return chainIfAny(profile, files, sessions)?.user ?? profile;
}

/** The serial number that is set, else the last session's, else that of the secret that was stored for the profile. */
export function knownSerial(
  profile: Profile,
  { sessions }: Pick<Situation, "sessions">,
  stored: readonly StoredSecret[],
): string | undefined {
  return (
    serialSetting(profile.settings) ??
    shownSession(profile, sessions)?.serial ??
    stored.find((secret) => secret.profile === profile.name)?.serial
  );
}
