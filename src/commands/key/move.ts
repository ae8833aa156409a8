/** `awsmfa key move`: the long-term key out of the plaintext file, or back. */
import {
  type Move,
  type Place,
  isThere,
  moveKey,
  placeLabel,
  placeNamed,
  planMove,
} from "../../keys/move.ts";
import { consequences, moveStep } from "../../keys/move-words.ts";
import type { Context } from "../../ports.ts";
import { shortPath } from "../../profiles/aws-paths.ts";
import { consents } from "../../secrets/consent.ts";
import { type Planned, plannedWords } from "../../sessions/dry-run.ts";
import { lookAround } from "../../sessions/look.ts";
import { settleProfile } from "../../sessions/settle.ts";
import { typed } from "../../words/typed.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** Options of `key move`. */
export interface MoveOptions extends CommonOptions {
  /** `--to`: `file`, `keychain` or `age`. */
  readonly to?: string;
  /** `--force`: do not ask. */
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** What became of the key. */
export interface Moved {
  readonly outcome: "moved" | "kept" | "declined";
  readonly profile: string;
  readonly accessKeyId: string;
  readonly from: Place;
  readonly to: Place;
  /** What the places are called in a sentence. */
  readonly labels: { readonly from: string; readonly to: string };
}

/** Says what it means, asks, then moves. @throws AwsmfaError */
export async function run(options: MoveOptions, context: Context): Promise<Moved | Planned> {
  const to = placeNamed(options.to);
  const situation = await lookAround(context);
  const profile = await settleProfile(situation, options.profile, context, {
    always: true,
    question: "Move the access key of which profile?",
  });
  const move = await planMove(profile, to, situation, context);
  const step = moveStep(move, context);
  const meaning = consequences(move, situation.files);
  if (options.dryRun)
    return {
      outcome: "planned",
      profile: move.profile,
      steps: isThere(move) ? [] : [step, ...meaning],
    };
  if (isThere(move)) return moved(move, "kept", context);
  for (const line of [`about to ${step}`, ...meaning.map((each) => `  ${each}`)])
    context.output.warn(line);
  if (!options.force && !(await agreed(move, context))) return moved(move, "declined", context);
  await moveKey(move, context);
  return moved(move, "moved", context);
}

async function agreed({ id, profile }: Move, { terminal }: Context): Promise<boolean> {
  return consents(
    {
      message: `Move ${id} of ${profile}?`,
      yes: "yes, move it",
      what: "moving an access key",
      anyway: "--force",
    },
    terminal,
  );
}

function moved(move: Move, outcome: Moved["outcome"], { home }: Context): Moved {
  const { profile, id, from, to } = move;
  const path = shortPath(move.path, home);
  const labels = { from: placeLabel(from, path), to: placeLabel(to, path) };
  return { outcome, profile, accessKeyId: id, from, to, labels };
}

/** Where the key is, and what to type next. */
export function words(told: Moved | Planned, { news }: View): Told {
  if (told.outcome === "planned") return { news: plannedWords(told, "a move") };
  const { profile, accessKeyId, from, to, outcome, labels } = told;
  const name = news("bold", profile);
  if (outcome === "declined") return { news: [`${name} · ${accessKeyId} stays in ${labels.from}`] };
  const line = `${news("good", "✔")} ${name} · ${accessKeyId} is ${outcome === "kept" ? "already " : ""}in ${labels.to}`;
  if (outcome === "kept") return { news: [line] };
  const rest =
    from === "file" && to !== "file"
      ? ["  backups, editors and other machines may still have a copy of the file"]
      : [];
  return { news: [line, ...rest, `  awsmfa login --profile ${typed(profile)}`] };
}

/** The same for programs; no secret. */
export function json(told: Moved | Planned): unknown {
  if (told.outcome === "planned") return told;
  const { profile, accessKeyId, outcome, from, to } = told;
  return { profile, accessKeyId, outcome, from, to };
}
