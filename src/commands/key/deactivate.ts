/** `awsmfa key deactivate`: makes an access key inactive, which can be taken back. */
import { setActive } from "../../keys/changes.ts";
import { retirableKey } from "../../keys/retire.ts";
import { type KeyOptions, wantKeys } from "../../keys/want.ts";
import type { Context } from "../../ports.ts";
import { type Planned, plannedWords } from "../../sessions/dry-run.ts";
import { typed } from "../../words/typed.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** Options of `key deactivate`. */
export interface DeactivateOptions extends CommonOptions, KeyOptions {
  /** The access key id. */
  readonly id: string;
  /** `--force`: also a key that a profile has, or the only active one. */
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** What was done; `kept`: it was inactive already. */
export interface Deactivated {
  readonly profile: string;
  readonly id: string;
  readonly outcome: "deactivated" | "kept";
}

/** Looks whether somebody needs it, then does it. @throws AwsmfaError */
export async function run(
  options: DeactivateOptions,
  context: Context,
): Promise<Deactivated | Planned> {
  const { id, force } = options;
  const question = "An access key of which profile's user?";
  const { wanted, calls } = await wantKeys(options, question, context);
  const profile = wanted.profile.name;
  if (options.dryRun) {
    const steps = [
      "look whether it is in use here, or the only active one (iam:ListAccessKeys)",
      `make ${id} inactive (iam:UpdateAccessKey)`,
    ];
    return { outcome: "planned", profile, steps };
  }
  const { active } = await retirableKey(id, "deactivate", force, wanted, calls);
  if (active) await setActive(id, false, calls);
  return { profile, id, outcome: active ? "deactivated" : "kept" };
}

/** What it is now, and how to take it back. */
export function words(done: Deactivated | Planned, { news }: View): Told {
  if (done.outcome === "planned") return { news: plannedWords(done, "this") };
  const { profile, id, outcome } = done;
  const is = outcome === "kept" ? "was inactive already" : "is inactive";
  const option = `--profile ${typed(profile)}`;
  return {
    news: [
      `${news("good", "✔")} ${news("bold", profile)} · ${id} ${is}`,
      `  delete it when nothing misses it: awsmfa key delete ${id} ${option}`,
      `  or take it back: aws iam update-access-key --access-key-id ${id} --status Active`,
    ],
  };
}

/** The same for programs. */
export function json(done: Deactivated | Planned): unknown {
  if (done.outcome === "planned") return done;
  const { profile, id, outcome } = done;
  return { profile, accessKeyId: id, outcome };
}
