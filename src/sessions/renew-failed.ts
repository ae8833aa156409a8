/** A renewal that failed: remembered and told of, where nobody watches. */
import { AwsmfaError, type ErrorCode } from "../errors.ts";
import { withFailure } from "../memory/attempts.ts";
import { remember } from "../memory/remember.ts";
import type { Context } from "../ports.ts";
import { type Renewal, type Unasked, baseOf } from "./renewal.ts";
import { endingOf, tellEnd } from "./tell-end.ts";

/** Failures of the network, which pass by themselves; and those before which no code was spent. */
const NETWORK: readonly ErrorCode[] = [
  "unreachable",
  "proxy-failed",
  "throttled",
  "not-aws",
  "untrusted-certificate",
];
const UNSPENT: readonly ErrorCode[] = [
  "unreachable",
  "proxy-failed",
  "throttled",
  "not-aws",
  "untrusted-certificate",
  "no-terminal",
  "several-devices",
  "file-busy",
  "file-unwritable",
];

/** Where nobody watches, a failure is remembered, and one is told that the session ends. */
export async function failed(
  looked: Unasked["looked"],
  error: AwsmfaError,
  within: number,
  context: Context,
): Promise<Renewal> {
  const base = { ...baseOf(looked), outcome: "failed", error } as const;
  if (await isWatched(context)) return { ...base, isNews: true };
  const { situation, profile } = looked.wanted;
  const why = UNSPENT.includes(error.code) ? "unreached" : "refused";
  await remember(context.files, situation.paths.memory, (memory) =>
    withFailure(memory, profile.name, why, context.clock.now()),
  );
  if (NETWORK.includes(error.code)) return { ...base, isNews: true };
  const ending = endingOf(looked.session, within, situation.now);
  const told = await tellEnd(looked.session, ending, situation, context);
  return { ...base, isNews: told !== "before" || error.code !== "no-terminal" };
}

/** What is said where there is no source but a person. @param nobody why nobody can be asked */
export function needsPerson(
  { wanted, session }: Unasked["looked"],
  within: number,
  nobody: string,
): AwsmfaError {
  const { when, command } = endingOf(session, within, wanted.situation.now);
  return new AwsmfaError(
    "no-terminal",
    `the session of ${wanted.profile.name} ${when}, and a new one takes a code from a person: ${nobody}`,
    command,
  );
}

/** Whether somebody is at a terminal, who sees what fails. */
export async function isWatched({ terminal }: Context): Promise<boolean> {
  return (await terminal.unusable()) === undefined;
}
