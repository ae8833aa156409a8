/**
 * The rotation of an access key as a resumable plan: how things stand, on disk and at AWS, says the next step.
 * Pure, so a run that was killed carries on where the files and AWS say that it was.
 */
import type { ListedKey } from "../ports-aws.ts";
import type { Rotation } from "./record.ts";

/** How things stand. */
export interface Standing {
  /** The key that the profile has on disk. */
  readonly current: string;
  /** The key in `[<profile>-next]`. */
  readonly next: string | undefined;
  /** What AWS lists. */
  readonly listed: readonly ListedKey[];
  readonly record: Rotation | undefined;
  /** The keys with which a call was made since the last change at AWS. */
  readonly proved: ReadonlySet<string>;
  /** Whether the old key is to be deleted in the end. */
  readonly deleting: boolean;
}

/** The next step, or why there is none. */
export type Step =
  /** Delete a key that was made by a run that never got to see it. */
  | { readonly do: "clear"; readonly id: string }
  | { readonly do: "create" }
  /** Call AWS with a key. */
  | { readonly do: "prove"; readonly id: string }
  | { readonly do: "swap"; readonly from: string; readonly to: string }
  | { readonly do: "deactivate"; readonly id: string }
  | { readonly do: "delete"; readonly id: string }
  /** Take out `[<profile>-next]`, whose key is in its place already. */
  | { readonly do: "tidy" }
  | { readonly do: "finish" }
  | { readonly do: "stop"; readonly why: Stop; readonly id: string };

/** Why a rotation cannot go on. */
export type Stop = "no-room" | "not-listed" | "next-inactive";

/** A key that appeared within so many milliseconds of our asking for one is the one that we asked for: a call ends after half a minute. */
const ORPHAN = 120_000;

/** What is to be done next. */
export function nextStep(standing: Standing): Step {
  const { current, next, record } = standing;
  if (next === current) return { do: "tidy" };
  if (next !== undefined) return withNext(standing, next);
  return record !== undefined && record.to === current
    ? afterSwap(standing, record.from)
    : beforeCreation(standing);
}

function withNext({ listed, proved, current }: Standing, next: string): Step {
  const key = listed.find(({ id }) => id === next);
  // AWS's list may be behind, so a key that it does not have is tried all the same.
  if (key?.active === false) return { do: "stop", why: "next-inactive", id: next };
  if (!proved.has(next)) return { do: "prove", id: next };
  return { do: "swap", from: current, to: next };
}

function afterSwap({ listed, proved, current, deleting }: Standing, from: string): Step {
  const old = listed.find(({ id }) => id === from);
  if (old === undefined) return { do: "finish" };
  // Before the old key goes, and after it is inactive, the new one must work.
  if (!proved.has(current)) return { do: "prove", id: current };
  if (old.active) return { do: "deactivate", id: from };
  return deleting ? { do: "delete", id: from } : { do: "finish" };
}

function beforeCreation({ listed, current, record }: Standing): Step {
  const others = listed.filter(({ id }) => id !== current);
  if (others.length === listed.length) return { do: "stop", why: "not-listed", id: current };
  const orphan =
    record?.from === current && record.to === undefined
      ? others.find((key) => isOrphan(key, record))
      : undefined;
  if (orphan !== undefined) return { do: "clear", id: orphan.id };
  const [other] = others;
  return other === undefined ? { do: "create" } : { do: "stop", why: "no-room", id: other.id };
}

/** Whether a key is the one that a killed run asked for: it was not there before, and was made just then. */
function isOrphan({ id, created }: ListedKey, { known, at }: Rotation): boolean {
  return !known.includes(id) && created !== undefined && Math.abs(created - at) <= ORPHAN;
}

/** How things stand after a step, if it goes well: for dry runs, which ask nothing. @param made the id of a key that is created */
export function after(standing: Standing, step: Step, made: string): Standing {
  const { listed, proved, record } = standing;
  const without = (id: string): readonly ListedKey[] => listed.filter((key) => key.id !== id);
  switch (step.do) {
    case "clear":
    case "delete":
      return { ...standing, listed: without(step.id) };
    case "create":
      return {
        ...standing,
        next: made,
        listed: [...listed, { id: made, active: true, created: undefined }],
      };
    case "prove":
      return { ...standing, proved: new Set([...proved, step.id]) };
    case "swap": {
      const noted = { profile: "", known: [], at: 0, ...record, from: step.from, to: step.to };
      return { ...standing, current: step.to, next: undefined, record: noted };
    }
    case "deactivate": {
      const changed = listed.map((key) => (key.id === step.id ? { ...key, active: false } : key));
      return { ...standing, listed: changed, proved: new Set() };
    }
    case "tidy":
      return { ...standing, next: undefined };
    default:
      return standing;
  }
}

/** All steps from here on, if each goes well. */
export function stepsFrom(standing: Standing, made: string): Step[] {
  const steps: Step[] = [];
  for (let now = standing; ; now = after(now, steps.at(-1) as Step, made)) {
    const step = nextStep(now);
    steps.push(step);
    if (step.do === "finish" || step.do === "stop") return steps;
  }
}
