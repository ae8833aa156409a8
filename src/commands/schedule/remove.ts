/** `awsmfa schedule remove`: nothing of the job is left. */
import type { Context } from "../../ports.ts";
import { carryOut, stepWords } from "../../schedulers/carry-out.ts";
import { installedJobs, ownerOf } from "../../schedulers/find.ts";
import type { Step } from "../../schedulers/scheduler.ts";
import { lookAround } from "../../sessions/look.ts";
import { settleProfile } from "../../sessions/settle.ts";
import { profileNames } from "../../profiles/profile.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** Options of `schedule remove`. */
export interface RemoveOptions extends CommonOptions {
  readonly dryRun: boolean;
}

/** What went, or would. */
export interface Unscheduled {
  readonly profile: string;
  readonly outcome: "removed" | "none" | "planned";
  readonly labels: readonly string[];
  readonly steps: readonly string[];
}

/** Takes the job out of every scheduler that has it, its log too. @throws AwsmfaError */
export async function run(options: RemoveOptions, context: Context): Promise<Unscheduled> {
  const situation = await lookAround(context);
  const { profile } = options;
  const names = profileNames(situation.files);
  const known = profile === undefined ? names : [...names, profile];
  const installed = await installedJobs([...new Set(known)], context);
  const among = [...new Set(installed.map(({ job }) => job.profile))];
  // A job may outlive its profile.
  const meant =
    profile !== undefined && among.includes(profile)
      ? profile
      : (
          await settleProfile(situation, profile, context, {
            always: among.length > 0,
            among,
            question: "No longer renew the session of which profile by itself?",
          })
        ).name;
  const there = installed.filter(({ job }) => job.profile === meant);
  const owner = ownerOf(context);
  const plan = there.flatMap(({ scheduler, job }): Step[] => [
    ...scheduler.remove(meant, owner),
    { file: job.log, text: undefined },
  ]);
  const labels = there.map(({ scheduler }) => scheduler.label);
  const result = { profile: meant, labels, steps: stepWords(plan) };
  if (there.length === 0) return { ...result, outcome: "none" };
  if (options.dryRun) return { ...result, outcome: "planned" };
  await carryOut(plan, { before: [], after: [] }, context);
  return { ...result, outcome: "removed" };
}

/** What went. */
export function words({ profile, outcome, labels, steps }: Unscheduled, { news }: View): Told {
  if (outcome === "none") return { news: [`${news("bold", profile)} · nothing is scheduled`] };
  if (outcome === "planned")
    return { news: [`${profile}: schedule remove would`, ...steps.map((step) => `  ${step}`)] };
  return {
    news: [
      `${news("good", "✔")} ${news("bold", profile)} · no longer renewed by ${labels.join(", ")}`,
    ],
  };
}

/** The same for programs. */
export function json({ profile, outcome }: Unscheduled): unknown {
  return { profile, outcome };
}
