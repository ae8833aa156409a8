/** `awsmfa key create`: a second access key of the user, in a profile of its own. */
import { checkNewProfile, createKey } from "../../keys/create.ts";
import { type KeyOptions, wantKeys } from "../../keys/want.ts";
import type { Context } from "../../ports.ts";
import { shortPath } from "../../profiles/aws-paths.ts";
import { type Planned, plannedWords } from "../../sessions/dry-run.ts";
import { typed } from "../../words/typed.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** Options of `key create`. */
export interface CreateOptions extends CommonOptions, KeyOptions {
  /** `--as`: the profile for it; `<profile>-2` if absent. */
  readonly as?: string;
  readonly dryRun: boolean;
}

/** What was done. */
export interface Created {
  readonly outcome: "created";
  readonly profile: string;
  /** The profile that has the new key. */
  readonly as: string;
  readonly id: string;
  /** Whether AWS took it by the end. */
  readonly works: boolean;
  readonly path: string;
}

/** Makes it, and writes it at once, since AWS shows it once. @throws AwsmfaError */
export async function run(options: CreateOptions, context: Context): Promise<Created | Planned> {
  const question = "A second access key for the user of which profile?";
  const { wanted, calls } = await wantKeys(options, question, context);
  const profile = wanted.profile.name;
  const as = options.as ?? `${profile}-2`;
  checkNewProfile(as, wanted);
  const path = wanted.situation.paths.credentials;
  if (options.dryRun) {
    const steps = [
      "look for room: AWS allows two keys (iam:ListAccessKeys)",
      `make a new key (iam:CreateAccessKey), and write it at once to [${as}] in ${path}`,
      "call AWS with it (sts:GetCallerIdentity)",
    ];
    return { outcome: "planned", profile, steps };
  }
  const { id, works } = await createKey(as, wanted, calls, context);
  return { outcome: "created", profile, as, id, works, path };
}

/** Where it is. */
export function words(created: Created | Planned, { news, home }: View): Told {
  if (created.outcome === "planned") return { news: plannedWords(created, "this") };
  const { profile, as, id, works, path } = created;
  const where = `[${as}] of ${shortPath(path, home)}`;
  return {
    news: [
      `${news("good", "✔")} ${news("bold", profile)} · a second key ${id} is in ${where}`,
      `  awsmfa login --profile ${typed(as)}`,
    ],
    ...(!works && { warnings: [`awsmfa: warning: AWS does not take ${id} yet`] }),
  };
}

/** The same for programs; no secret. */
export function json(created: Created | Planned): unknown {
  if (created.outcome === "planned") return created;
  const { outcome, profile, as, id, works } = created;
  return { profile, outcome, accessKeyId: id, as, works };
}
