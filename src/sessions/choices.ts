/** The sessions as far as choosing among profiles is concerned. */
import type { AwsFiles } from "../profiles/aws-files.ts";
import { profileNamed } from "../profiles/profile.ts";
import { MIN_REMAINING, isFresh } from "./fresh.ts";
import type { Session } from "./session.ts";
import type { Situation } from "./situation.ts";

/** Whether a session is fresh for the key that its profile has now. @param now milliseconds by AWS's clock */
export function isSessionFresh(session: Session, files: AwsFiles, now: number): boolean {
  const accessKeyId = profileNamed(files, session.source)?.settings.get("aws_access_key_id") ?? "";
  return isFresh(session, { accessKeyId, serial: undefined, minRemaining: MIN_REMAINING }, now);
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
  return sessions.map((session) => ({
    name: session.name,
    source: session.source,
    fresh: isSessionFresh(session, files, now),
  }));
}
