/** The sessions as far as choosing among profiles is concerned. */
import type { AwsFiles } from "../profiles/aws-files.ts";
import { profileNamed } from "../profiles/profile.ts";
import { MIN_REMAINING, whyStale } from "./fresh.ts";
import { processProfiles } from "./process-mark.ts";
import type { Session } from "./session.ts";
import type { Situation } from "./situation.ts";

/** Whether a session is fresh for the key that its profile has now. @param now milliseconds by AWS's clock */
export function isSessionFresh(session: Session, files: AwsFiles, now: number): boolean {
  return freshness(session, files, now) === "fresh";
}

/** `fresh`, or why a session is not, for `--debug`. @param now milliseconds by AWS's clock */
export function freshness(session: Session, files: AwsFiles, now: number): string {
  const accessKeyId = profileNamed(files, session.source)?.settings.get("aws_access_key_id") ?? "";
  const wanted = { accessKeyId, serial: undefined, minRemaining: MIN_REMAINING };
  return whyStale(session, wanted, now) ?? "fresh";
}

/** The sessions as `chooseProfile` wants them. */
export function sessionChoices({
  sessions,
  files,
  now,
}: Pick<Situation, "sessions" | "files" | "now">): {
  name: string;
  source: string;
  fresh: boolean;
}[] {
  const own = sessions.map((session) => ({
    name: session.name,
    source: session.source,
    fresh: isSessionFresh(session, files, now),
  }));
  // Profiles that get a session by awsmfa mean their source too.
  return [...own, ...processProfiles(files).map((profile) => ({ ...profile, fresh: false }))];
}
