/** `awsmfa logout`: takes the session out of the files. */
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import { remember } from "../memory/remember.ts";
import { goesBy } from "../profiles/chain.ts";
import {
  type Owned,
  ownedNames,
  checkRemovable,
  reasonToStay,
  removeSessions,
} from "../sessions/remove.ts";
import type { Session } from "../sessions/session.ts";
import { lookAround } from "../sessions/look.ts";
import { settleProfile } from "../sessions/settle.ts";
import type { Situation } from "../sessions/situation.ts";
import { shellHere } from "../sessions/shell-here.ts";
import { isoOf, localTime } from "../words/instants.ts";
import { typed } from "../words/typed.ts";
import type { CommonOptions, Told, View } from "./command.ts";

/** Options of `logout`. */
export interface LogoutOptions extends CommonOptions {
  /** `--all`: every session of ours. */
  readonly all: boolean;
  readonly dryRun: boolean;
}

/** What was removed. */
export interface LoggedOut {
  /** The profile, `undefined` for `--all`. */
  readonly profile: string | undefined;
  /** Names of the session profiles that went, or would. */
  readonly removed: readonly string[];
  readonly dryRun: boolean;
  /** When the last of them ends at AWS, milliseconds by this machine's clock; `undefined` if all are over. */
  readonly until: number | undefined;
  /** What to type to clear this shell, if it has a session of ours in its environment. */
  readonly clear: string | undefined;
}

/** Removes the sessions of one profile with those of the roles that it assumes, or all. @throws AwsmfaError */
export async function run(options: LogoutOptions, context: Context): Promise<LoggedOut> {
  const situation = await lookAround(context);
  const owned = ownedNames(situation.files);
  context.debug(`sections of awsmfa: ${owned.map(({ name }) => name).join(", ") || "none"}`);
  const profile = options.all ? undefined : await whose(options, situation, owned, context);
  const { files, sessions } = situation;
  const isMeant = (source: string): boolean =>
    profile === undefined || source === profile || goesBy(profile, source, files, sessions);
  const meant = owned.filter((one) => isMeant(sourceOf(one))).map(({ name }) => name);
  const stays = new Map(meant.map((name) => [name, reasonToStay(files, name)]));
  const removed = meant.filter((name) => stays.get(name) === undefined);
  if (options.dryRun) await checkRemovable(removed, situation.paths, context.files);
  else if (removed.length > 0) {
    await removeSessions(removed, situation.paths, context.files);
    await remember(context.files, situation.paths.memory, (memory) =>
      memory.lastProfile !== undefined && isMeant(memory.lastProfile)
        ? { ...memory, lastProfile: undefined }
        : memory,
    );
  }
  const reason = [...stays.values()].find((why) => why !== undefined);
  if (reason !== undefined) throw stayed(reason, profile);
  const ends = situation.sessions
    .filter((session) => removed.includes(session.name) && session.expires > situation.now)
    .map(({ expires }: Session) => expires);
  return {
    profile,
    removed,
    dryRun: options.dryRun,
    until: ends.length === 0 ? undefined : Math.max(...ends) - situation.clockOffset,
    clear:
      context.environment["AWSMFA_SESSION"] === undefined
        ? undefined
        : (await shellHere(context)).line("awsmfa env --unset"),
  };
}

/** What can be removed is removed before: with `--all` one section does not keep the others. */
function stayed(reason: string, profile: string | undefined): AwsmfaError {
  const option = profile === undefined ? "--all" : `--profile ${typed(profile)}`;
  return new AwsmfaError(
    "foreign-section",
    `${reason}, so the session that goes with it stays`,
    `put that section in order by hand, then: awsmfa logout ${option}`,
  );
}

/** The profile to log out; asked for unless it was named. With nothing to log out there is nothing to ask. */
async function whose(
  options: LogoutOptions,
  situation: Situation,
  owned: readonly Owned[],
  context: Context,
): Promise<string | undefined> {
  // A session may outlive its profile: what is named among ours needs no profile.
  const named = owned.find((one) => [one.name, sourceOf(one)].includes(options.profile ?? ""));
  if (named !== undefined) {
    context.debug(`profile: ${sourceOf(named)} (--profile)`);
    return sourceOf(named);
  }
  const among = [...new Set(owned.map(sourceOf))];
  const ask = { always: owned.length > 0, among, question: "Log out of which profile?" };
  const settled = await settleProfile(situation, options.profile, context, ask);
  return settled.name;
}

/** The profile that a session is for; by its name where the section does not say. */
function sourceOf({ name, source }: Owned): string {
  return source ?? name.replace(/-mfa$/, "");
}

/** What went, and that AWS still honours it. */
export function words(
  { profile, removed, dryRun, until, clear }: LoggedOut,
  { now, news }: View,
): Told {
  const whom = profile ?? "all profiles";
  if (removed.length === 0) return { news: [`${news("bold", whom)} · no session`] };
  const names = removed.map((name) => `[${name}]`).join(", ");
  if (dryRun) return { news: [`${whom}: a logout would remove ${names} from both files`] };
  const still =
    until === undefined
      ? []
      : [
          removed.length === 1
            ? `  AWS honours it until it ends, at ${localTime(until, now)}`
            : `  AWS honours them until they end, the last at ${localTime(until, now)}`,
        ];
  const shell = clear === undefined ? [] : [`  this shell still has it: ${clear}`];
  return {
    news: [
      `${news("good", "✔")} ${news("bold", whom)} · logged out · removed ${names}`,
      ...still,
      ...shell,
    ],
  };
}

/** What went. */
export function json({ profile, removed, dryRun, until }: LoggedOut): unknown {
  return {
    profile: profile ?? null,
    removed,
    dryRun,
    honouredUntil: until === undefined ? null : isoOf(until),
  };
}
