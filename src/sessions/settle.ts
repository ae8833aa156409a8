/** The profile of a command, by a question if it must be. */
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { AwsFiles } from "../profiles/aws-files.ts";
import { NO_KEY_HINT, chooseProfile } from "../profiles/choose.ts";
import { type Profile, profileNamed } from "../profiles/profile.ts";
import { sessionChoices } from "./choices.ts";
import type { Situation } from "./situation.ts";

/**
 * Settles on the profile of the command, by a question if it must.
 * @param ask.always ask unless the profile was named by option or environment
 * @param ask.among the only profiles to ask about; those with a long-term key if absent
 * @throws AwsmfaError `unknown-profile`, or `no-profile` when nobody can be asked
 */
export async function settleProfile(
  situation: Situation,
  option: string | undefined,
  context: Context,
  ask: { readonly always: boolean; readonly among?: readonly string[]; readonly question: string },
): Promise<Profile> {
  const { files } = situation;
  const sessions = sessionChoices(situation);
  const chosen = chooseProfile({ option, environment: context.environment, files, sessions });
  if ("name" in chosen && (chosen.named || !ask.always)) {
    context.debug(`profile: ${chosen.name} (${chosen.by})`);
    return existing(files, chosen.name);
  }
  const candidates = ask.among ?? ("candidates" in chosen ? chosen.candidates : [chosen.name]);
  const picked = await pick(
    lastFirst(candidates, situation.memory.lastProfile),
    context,
    ask.question,
  );
  if (picked.name !== undefined) return existing(files, picked.name);
  throw new AwsmfaError(
    "no-profile",
    candidates.length === 0
      ? "no profile has the access key of an IAM user"
      : `which profile is meant cannot be told${picked.obstacle}`,
    candidates.length === 0
      ? NO_KEY_HINT
      : `name it with --profile: ${candidates.slice(0, 12).join(", ")}`,
  );
}

async function pick(
  candidates: readonly string[],
  { terminal }: Context,
  message: string,
): Promise<{ name?: string; obstacle: string }> {
  if (candidates.length === 0) return { obstacle: "" };
  const obstacle = await terminal.unusable();
  if (obstacle !== undefined) return { obstacle: `, and nobody can be asked: ${obstacle}` };
  const name = await terminal.pick({
    message,
    choices: candidates.map((value) => ({ value, label: value })),
  });
  return name === undefined ? { obstacle: "" } : { name, obstacle: "" };
}

function lastFirst(names: readonly string[], last: string | undefined): string[] {
  return last !== undefined && names.includes(last)
    ? [last, ...names.filter((name) => name !== last)]
    : [...names];
}

function existing(files: AwsFiles, name: string): Profile {
  return profileNamed(files, name) ?? { name, settings: new Map() };
}
