/** The rotation of an access key, carried out: each step of the plan, until none is left. */
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { Credentials } from "../ports-aws.ts";
import { keyPlace, nextKey } from "../profiles/key-place.ts";
import type { Wanted } from "../sessions/get.ts";
import { typed } from "../words/typed.ts";
import { type KeyCalls } from "./key-calls.ts";
import { listKeys } from "./listed.ts";
import { rotationOf } from "./record.ts";
import { type Standing, type Step, nextStep } from "./rotation.ts";
import { takeStep, tryEdits } from "./rotation-steps.ts";
import type { Work } from "./work.ts";
import { notInFile, stopped } from "./rotation-errors.ts";

/** A rotation that is over. */
export interface Rotation {
  readonly from: string;
  readonly to: string;
  /** What was done in this run, in order. */
  readonly steps: readonly Step[];
  /** Whether an earlier run had begun it. */
  readonly carriedOn: boolean;
  /** Whether the old key is gone from AWS, not only inactive. */
  readonly deleted: boolean;
  /** The sections that have the new key, and the file's path. */
  readonly sections: readonly string[];
  readonly path: string;
}

/** How things stand on disk, before AWS is asked. @throws AwsmfaError `moved-key`, `split-key`, `foreign-section`, `unsafe-edit`, `file-unwritable` */
export async function standingOnDisk(
  wanted: Wanted,
  deleting: boolean,
  context: Context,
): Promise<{ readonly work: Omit<Work, "calls">; readonly standing: Standing }> {
  const { situation, profile, plan } = wanted;
  const { key } = plan;
  if (key.in !== "hand") throw notInFile(key, profile.name);
  const current = key.accessKeyId;
  const place = keyPlace(situation.files, profile.name, current);
  const path = situation.paths[place.file];
  const next = nextKey(situation.files[place.file].text, place);
  await tryEdits(place, path, situation.files[place.file].text, context);
  const keys = new Map<string, Credentials>([[current, key.credentials]]);
  if (next !== undefined) keys.set(next.accessKeyId, next);
  const record = await rotationOf(profile.name, context);
  const proved = new Set<string>();
  const standing = { current, next: next?.accessKeyId, listed: [], record, proved, deleting };
  return { work: { wanted, context, place, path, keys }, standing };
}

/**
 * Rotates the key of a profile, or carries on with what an earlier run began. At every moment a key that
 * works is on disk.
 * @param deleting whether the old key is deleted in the end, not only made inactive
 * @throws AwsmfaError what stands in the way, with what to type to carry on
 */
export async function rotateKey(
  wanted: Wanted,
  deleting: boolean,
  calls: KeyCalls,
  context: Context,
): Promise<Rotation> {
  const { work: begun, standing: onDisk } = await standingOnDisk(wanted, deleting, context);
  let work: Work = { ...begun, calls };
  let standing: Standing = { ...onDisk, listed: await listKeys(calls) };
  const steps: Step[] = [];
  const carriedOn = standing.next !== undefined || standing.record?.to === standing.current;
  for (;;) {
    const step = nextStep(standing);
    context.debug(`key rotation: ${step.do}${"id" in step ? ` ${step.id}` : ""}`);
    if (step.do === "stop") throw await stopped(step, standing, work);
    try {
      ({ work, standing } = await takeStep(step, standing, work));
    } catch (error) {
      throw steps.length === 0 && !carriedOn ? error : toBeCarriedOn(error, wanted.profile.name);
    }
    steps.push(step);
    if (step.do === "finish") break;
  }
  const from = onDisk.record?.to === onDisk.current ? onDisk.record.from : onDisk.current;
  const deleted = !standing.listed.some(({ id }) => id === from);
  const { path, place } = work;
  return { from, to: standing.current, steps, carriedOn, deleted, sections: place.sections, path };
}

/** What is done is done: the error says how to go on. */
function toBeCarriedOn(error: unknown, profile: string): unknown {
  if (!(error instanceof AwsmfaError) || error.code === "rotation-stopped") return error;
  const { code, message, hint, cause } = error;
  const first = hint?.split("\n")[0];
  const carryOn = `the keys on disk work; then carry on: awsmfa key rotate --profile ${typed(profile)}`;
  return new AwsmfaError(code, message, first === undefined ? carryOn : `${first}\n${carryOn}`, {
    cause,
  });
}
