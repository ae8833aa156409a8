/** Ages and last uses of keys as people read them. */
import type { KeyUse } from "../ports-aws.ts";
import { wordsOfSeconds } from "../words/durations.ts";

const DAY = 86_400;
/** From here on a key is shown as old, and as too old; days. CIS AWS Foundations Benchmark: rotate within 90 days. */
const OLD = 90;
const TOO_OLD = 365;

/** How long ago something was: `412 days`, `3 h 5 min`. @param now milliseconds */
export function ageWords(at: number | undefined, now: number): string {
  if (at === undefined || Number.isNaN(at)) return "–";
  const seconds = Math.max(0, (now - at) / 1000);
  const days = Math.floor(seconds / DAY);
  if (days === 0) return wordsOfSeconds(seconds);
  return days === 1 ? "1 day" : `${days} days`;
}

/** When a key was last used: `2 days ago, sts in us-east-1`, `never`, or `unknown`. @param now milliseconds */
export function useWords(use: KeyUse | undefined, now: number): string {
  if (use === undefined) return "unknown";
  if (use.at === undefined) return "never";
  const where = [use.service, use.region].filter((part) => part !== undefined).join(" in ");
  return [`${ageWords(use.at, now)} ago`, where].filter((part) => part !== "").join(", ");
}

/** Whether a key is of an age that is well. @param now milliseconds */
export function ageStanding(created: number | undefined, now: number): "good" | "soon" | "wrong" {
  const days = created === undefined ? 0 : (now - created) / 1000 / DAY;
  return days >= TOO_OLD ? "wrong" : days >= OLD ? "soon" : "good";
}
