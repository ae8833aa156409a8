/** `awsmfa` alone: where you stand, and the one command to type next. */
import { shown } from "../errors.ts";
import type { Context } from "../ports.ts";
import { chooseProfile } from "../profiles/choose.ts";
import { profileNamed } from "../profiles/profile.ts";
import { loginCommand, nextCommands } from "../sessions/next.ts";
import { shownSession } from "../sessions/place.ts";
import type { Session } from "../sessions/session.ts";
import { freshness, sessionChoices } from "../sessions/choices.ts";
import { lookAround } from "../sessions/look.ts";
import { sessionLine, sessionValue } from "../sessions/words.ts";
import type { CommonOptions, Told, View } from "./command.ts";

/** Where the user stands. */
export interface Here {
  /** The profile, `undefined` where it cannot be told which is meant. */
  readonly profile: string | undefined;
  /** The profiles that could be meant. */
  readonly candidates: readonly string[];
  readonly session: Session | undefined;
  readonly fresh: boolean;
  /** What to type next. */
  readonly next: string;
  /** Milliseconds by AWS's clock, and that less this machine's. */
  readonly now: number;
  readonly clockOffset: number;
}

/** Looks, and asks nothing. @throws AwsmfaError `unknown-profile`, `file-unreadable` */
export async function run(options: CommonOptions, context: Context): Promise<Here> {
  const situation = await lookAround(context);
  const { files, sessions, now, clockOffset } = situation;
  const chosen = chooseProfile({
    option: options.profile,
    environment: context.environment,
    files,
    sessions: sessionChoices(situation),
  });
  const when = { now, clockOffset };
  if (!("name" in chosen)) {
    context.debug(`profile: one of ${chosen.candidates.join(", ") || "none"}`);
    const next = chosen.candidates.length === 0 ? "awsmfa setup" : "awsmfa login --profile NAME";
    return {
      profile: undefined,
      candidates: chosen.candidates,
      session: undefined,
      fresh: false,
      next,
      ...when,
    };
  }
  context.debug(`profile: ${chosen.name} (${chosen.by})`);
  const profile = profileNamed(files, chosen.name);
  const session = profile === undefined ? undefined : shownSession(profile, sessions);
  const state = session === undefined ? "there is none" : freshness(session, situation);
  context.debug(`session: ${state}`);
  const fresh = state === "fresh";
  const next =
    session !== undefined && fresh
      ? (await nextCommands(session, situation, context)).env
      : loginCommand(chosen.name, situation, context);
  return { profile: chosen.name, candidates: [], session, fresh, next, ...when };
}

/** Two lines: the state, and the command. */
export function words(here: Here, { data }: View): Told {
  return { data: shown(`${stateLine(here, data)}\n  next: ${here.next}\n`) };
}

function stateLine(
  { profile, candidates, session, fresh, now, clockOffset }: Here,
  paint: View["data"],
): string {
  if (profile === undefined && candidates.length === 0)
    return "no profile has the access key of an IAM user yet";
  if (profile === undefined)
    return `several profiles have an access key: ${candidates.slice(0, 12).join(", ")}`;
  if (session !== undefined && fresh)
    return sessionLine({ session, outcome: "kept", clockOffset }, now, paint);
  return `${paint("bold", profile)} · ${session === undefined ? "no session" : paint("wrong", "the session is over, or made with another access key")}`;
}

/** The same for programs. */
export function json({ profile, candidates, session, fresh, next, now }: Here): unknown {
  return {
    profile: profile ?? null,
    candidates,
    session: session === undefined ? null : { ...sessionValue(session, now), fresh },
    next,
  };
}
