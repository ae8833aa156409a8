/** What a login would do, for `--dry-run`. */
import { wordsOfSeconds } from "../words/durations.ts";
import { configSectionOf } from "../profiles/names.ts";
import type { Plan } from "./plan.ts";
import { type SessionOptions, sessionSeconds } from "./options.ts";
import type { Situation } from "./situation.ts";

/** The steps of a plan, one sentence each. */
export function plannedSteps(plan: Plan, { paths }: Situation, options: SessionOptions): string[] {
  const { profile, name, serial, fresh } = plan;
  if (fresh !== undefined) return [`nothing to do: [${name}] is fresh`];
  const seconds = sessionSeconds(profile, options.duration, serial);
  return [
    ...(serial === undefined ? ["look up the MFA device (iam:ListMFADevices)"] : []),
    `ask for a code${serial === undefined ? "" : ` of ${serial}`}`,
    `get a session of ${wordsOfSeconds(seconds)} (sts:GetSessionToken)`,
    `write [${name}] in ${paths.credentials}`,
    `write [${configSectionOf(name)}] in ${paths.config}`,
  ];
}
