/** The word of `status --prompt`. */
import type { Environment } from "../ports.ts";
import { chooseProfile } from "../profiles/choose.ts";
import { profileNamed } from "../profiles/profile.ts";
import { wordOfSeconds } from "../words/durations.ts";
import { secondsLeft } from "./fresh.ts";
import { shownSession } from "./place.ts";
import { sessionChoices } from "./choices.ts";
import type { Situation } from "./situation.ts";

/**
 * How long the session of the profile lasts, `9h12m`; `expired` when it is over; nothing where there is
 * none, or where it cannot be told which profile is meant.
 * @throws AwsmfaError `unknown-profile`
 */
export function promptWord(
  situation: Pick<Situation, "files" | "sessions" | "now">,
  option: string | undefined,
  environment: Environment,
): string {
  const chosen = chooseProfile({
    option,
    environment,
    files: situation.files,
    sessions: sessionChoices(situation),
  });
  const profile = "name" in chosen ? profileNamed(situation.files, chosen.name) : undefined;
  const session = profile === undefined ? undefined : shownSession(profile, situation.sessions);
  if (session === undefined) return "";
  const left = secondsLeft(session, situation.now);
  return left > 0 ? wordOfSeconds(left) : "expired";
}
