/** `awsmfa key rotate`: a new access key in place of the old one, or what an earlier run began carried on. */
import { type Renewal, renewSession } from "../../keys/renew.ts";
import { type Rotation, rotateKey, standingOnDisk } from "../../keys/rotate.ts";
import { stepsFrom } from "../../keys/rotation.ts";
import { stepWords } from "../../keys/rotation-words.ts";
import { type KeyOptions, wantKeys } from "../../keys/want.ts";
import type { Context } from "../../ports.ts";
import { shortPath } from "../../profiles/aws-paths.ts";
import { type Planned, plannedWords } from "../../sessions/dry-run.ts";
import { typed } from "../../words/typed.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** Options of `key rotate`. */
export interface RotateOptions extends CommonOptions, KeyOptions {
  /** `--delete`: delete the old key in the end. */
  readonly delete: boolean;
  readonly dryRun: boolean;
}

/** What was done. */
export interface Rotated extends Rotation {
  readonly outcome: "rotated";
  readonly profile: string;
  readonly session: Renewal;
}

/** Rotates; the session is made anew at the end, where nobody need be asked. @throws AwsmfaError */
export async function run(options: RotateOptions, context: Context): Promise<Rotated | Planned> {
  const question = "Rotate the access key of which profile?";
  const { wanted, calls } = await wantKeys(options, question, context);
  const profile = wanted.profile.name;
  if (options.dryRun) {
    const { work, standing } = await standingOnDisk(wanted, options.delete, context);
    const { next, record, current } = standing;
    const ids = [current, ...(next === undefined ? [] : [next])];
    const before = record?.to === current ? [record.from] : [];
    // As AWS would list them if all is as it was left.
    const listed = [...ids, ...before].map((id) => ({ id, active: true, created: undefined }));
    const steps = stepsFrom({ ...standing, listed }, "the new key");
    return { outcome: "planned", profile, steps: steps.flatMap((step) => stepWords(step, work)) };
  }
  const rotation = await rotateKey(wanted, options.delete, calls, context);
  const session = await renewSession(profile, options, context);
  return { outcome: "rotated", profile, ...rotation, session };
}

/** The new key, what became of the old one, and of the session. */
export function words(rotated: Rotated | Planned, { news, home }: View): Told {
  if (rotated.outcome === "planned") return { news: plannedWords(rotated, "a rotation") };
  const { profile, from, to, carriedOn, deleted, sections, path, session } = rotated;
  const where = sections.map((name) => `[${name}]`).join(", ");
  const option = `--profile ${typed(profile)}`;
  const done = carriedOn ? "carried on and done" : "rotated";
  const old = deleted
    ? `  ${from} is deleted`
    : `  ${from} is inactive; delete it when nothing misses it: awsmfa key delete ${from} ${option}`;
  const then = {
    none: [],
    renewed: ["  the session is renewed"],
    stale: [`  the session was made with the old key: awsmfa login ${option}`],
  }[session];
  return {
    news: [
      `${news("good", "✔")} ${news("bold", profile)} · ${done} · ${to} is in ${where} of ${shortPath(path, home)}`,
      old,
      ...then,
    ],
  };
}

/** The same for programs; no secret. */
export function json(rotated: Rotated | Planned): unknown {
  if (rotated.outcome === "planned") return rotated;
  const { outcome, profile, from, to, carriedOn, deleted, sections, session, steps } = rotated;
  const done = steps.map((step) => step.do);
  return { profile, outcome, from, to, deleted, carriedOn, sections, session, steps: done };
}
