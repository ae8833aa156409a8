/** `awsmfa key delete`: deletes an access key, which cannot be taken back. */
import { deleteKey } from "../../keys/changes.ts";
import { useOf } from "../../keys/listed.ts";
import { retirableKey } from "../../keys/retire.ts";
import { type KeyOptions, wantKeys } from "../../keys/want.ts";
import { useWords } from "../../keys/words.ts";
import type { Context } from "../../ports.ts";
import { sectionsWithKey } from "../../profiles/key-place.ts";
import { consents } from "../../secrets/consent.ts";
import { type Planned, plannedWords } from "../../sessions/dry-run.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** Options of `key delete`. */
export interface DeleteOptions extends CommonOptions, KeyOptions {
  /** The access key id. */
  readonly id: string;
  /** `--force`: without asking, and also a key that a profile has, or the only active one. */
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** What was done. */
export interface Deleted {
  readonly profile: string;
  readonly id: string;
  readonly outcome: "deleted" | "declined";
  /** The sections that still have it. */
  readonly sections: readonly string[];
}

/** Looks whether somebody needs it, asks, then does it. @throws AwsmfaError */
export async function run(options: DeleteOptions, context: Context): Promise<Deleted | Planned> {
  const { id, force } = options;
  const question = "An access key of which profile's user?";
  const { wanted, calls } = await wantKeys(options, question, context);
  const profile = wanted.profile.name;
  if (options.dryRun) {
    const steps = [
      "look whether it is in use here, or the only active one (iam:ListAccessKeys)",
      `delete ${id} (iam:DeleteAccessKey)`,
    ];
    return { outcome: "planned", profile, steps };
  }
  const key = await retirableKey(id, "delete", force, wanted, calls);
  const sections = sectionsWithKey(wanted.situation.files, id);
  if (!force) {
    const use = useWords(await useOf(id, calls), wanted.situation.now);
    const state = key.active ? "active" : "inactive";
    const agreed = await consents(
      {
        message: `Delete ${id} (${state}, last used: ${use})? It cannot be had back.`,
        yes: "yes, delete it",
        what: "deleting a key",
        anyway: "--force",
      },
      context.terminal,
    );
    if (!agreed) return { profile, id, outcome: "declined", sections };
  }
  await deleteKey(id, calls);
  return { profile, id, outcome: "deleted", sections };
}

/** What became of it. */
export function words(done: Deleted | Planned, { news }: View): Told {
  if (done.outcome === "planned") return { news: plannedWords(done, "this") };
  const { profile, id, outcome, sections } = done;
  if (outcome === "declined") return { news: [`${news("bold", profile)} · ${id} stays as it is`] };
  const still = sections.map((name) => `  [${name}] still has it, and does not work any more`);
  return { news: [`${news("good", "✔")} ${news("bold", profile)} · ${id} is deleted`, ...still] };
}

/** The same for programs. */
export function json(done: Deleted | Planned): unknown {
  if (done.outcome === "planned") return done;
  const { profile, id, outcome, sections } = done;
  return { profile, accessKeyId: id, outcome, sections };
}
