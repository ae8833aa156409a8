/** The sessions as far as choosing among profiles is concerned. */
import { chainIfAny } from "../profiles/chain.ts";
import { keyIdOf, printing } from "../profiles/key-source.ts";
import { profileNamed } from "../profiles/profile.ts";
import { MIN_REMAINING, whyStale } from "./fresh.ts";
import { processProfiles } from "./process-mark.ts";
import type { Session } from "./session.ts";
import type { Situation } from "./situation.ts";

/** Whether a session is fresh for the key that its profile has now. @param now milliseconds by AWS's clock */
export function isSessionFresh(
  session: Session,
  situation: Pick<Situation, "sessions" | "files" | "now">,
): boolean {
  return freshness(session, situation) === "fresh";
}

/** `fresh`, or why a session is not, for `--debug`. @param now milliseconds by AWS's clock */
export function freshness(
  session: Session,
  { files, sessions, now }: Pick<Situation, "sessions" | "files" | "now">,
): string {
  const profile = profileNamed(files, session.source);
  const chain = profile && chainIfAny(profile, files, sessions);
  // The keys of the environment are not those that a table is about: the session is as good as it was.
  const isOfEnvironment = chain !== undefined && chain.user === undefined;
  const settings = chain?.user?.settings ?? new Map<string, string>();
  const isUnknown = isOfEnvironment || printing(settings) !== undefined;
  const accessKeyId = isUnknown ? undefined : keyIdOf(settings);
  const role = chain?.roles[0]?.arn;
  const wanted = { accessKeyId, serial: undefined, role, minRemaining: MIN_REMAINING };
  return whyStale(session, wanted, now) ?? "fresh";
}

/** The sessions as `chooseProfile` wants them. */
export function sessionChoices(situation: Pick<Situation, "sessions" | "files" | "now">): {
  name: string;
  source: string;
  fresh: boolean;
}[] {
  const own = situation.sessions.map((session) => ({
    name: session.name,
    source: session.source,
    fresh: isSessionFresh(session, situation),
  }));
  // Profiles that get a session by awsmfa mean their source too.
  return [
    ...own,
    ...processProfiles(situation.files).map((profile) => ({ ...profile, fresh: false })),
  ];
}
