/** Every session of ours renewed: side by side where nobody need be asked, then one after the other. */
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import { profileNamed } from "../profiles/profile.ts";
import { lookAround } from "./look.ts";
import { finished, renewUnasked } from "./renew.ts";
import type { Renewal, Unasked } from "./renewal.ts";
import { sideBySide } from "./side-by-side.ts";
import type { Situation } from "./situation.ts";

/**
 * Renews what has less than `within` seconds left; those of roles last, since they follow from the others. One
 * that fails does not stop the others.
 * @throws AwsmfaError `file-unreadable`, `interrupted`, `terminal-gone`
 */
export async function renewAll(within: number, context: Context): Promise<Renewal[]> {
  const situation = await lookAround(context);
  const renewals: Renewal[] = [];
  for (const profiles of profilesInOrder(situation)) {
    const tried = await sideBySide(profiles, (profile) =>
      renewUnasked(profile, within, context).catch((error: unknown) =>
        failedAtOnce(profile, error, situation),
      ),
    );
    for (const each of tried) renewals.push(await finished(each, within, context));
  }
  return renewals;
}

/** The profiles with a session of ours, first those of users, then those of roles. A session without its profile has nobody to renew it. */
export function profilesInOrder({
  sessions,
  files,
}: Pick<Situation, "sessions" | "files">): readonly [users: string[], roles: string[]] {
  const names = [...new Set(sessions.map(({ source }) => source))];
  const there = names.flatMap((name) => profileNamed(files, name) ?? []);
  const isRole = (each: (typeof there)[number]): boolean => each.settings.has("role_arn");
  return [
    there.filter((each) => !isRole(each)).map(({ name }) => name),
    there.filter(isRole).map(({ name }) => name),
  ];
}

function failedAtOnce(
  profile: string,
  error: unknown,
  { now, clockOffset }: Situation,
): Renewal | Unasked {
  if (!(error instanceof AwsmfaError) || error.code === "interrupted") throw error;
  return { profile, session: undefined, now, clockOffset, outcome: "failed", error, isNews: true };
}
