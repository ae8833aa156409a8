/**
 * Which profiles are being logged in by the processes above this one: a program that we run for a code must
 * not ask us for the session that the code is for. The list stands in a variable of those programs.
 */
import { AwsmfaError } from "../errors.ts";
import type { Context, Environment } from "../ports.ts";
import { typed } from "../words/typed.ts";

/** The name of the variable: profiles, percent-encoded, joined by commas. */
const RUNNING = "AWSMFA_RUNNING";

/**
 * Refuses a new session for a profile that a process above is getting one for.
 * @throws AwsmfaError `recursion`
 */
export function checkRunning(profile: string, environment: Environment): void {
  if (!listed(environment).includes(encoded(profile))) return;
  throw new AwsmfaError(
    "recursion",
    `a session for ${profile} takes a session for ${profile}: a program that awsmfa runs for it runs awsmfa for it again`,
    `look at mfa_process and credential_process: aws configure get mfa_process --profile ${typed(profile)}`,
  );
}

/** The context with the profile on the list, for the programs that are run. @throws AwsmfaError `recursion` */
export function running(profile: string, context: Context): Context {
  checkRunning(profile, context.environment);
  const list = [...listed(context.environment), encoded(profile)].join(",");
  return { ...context, environment: { ...context.environment, [RUNNING]: list } };
}

/**
 * The context for the program that prints the long-term key of a profile. It may be run within {@link running} or
 * outside of it, so it has a mark of its own, which no profile's can be: a colon is encoded there.
 * @throws AwsmfaError `recursion`
 */
export function runningForKey(profile: string, context: Context): Context {
  const mark = `key:${encoded(profile)}`;
  const list = listed(context.environment);
  if (list.includes(mark))
    throw new AwsmfaError(
      "recursion",
      `the access key of ${profile} takes the access key of ${profile}: its credential_process runs awsmfa for it again`,
      `look at it: aws configure get credential_process --profile ${typed(profile)}`,
    );
  const environment = { ...context.environment, [RUNNING]: [...list, mark].join(",") };
  return { ...context, environment };
}

function listed(environment: Environment): string[] {
  return environment[RUNNING]?.split(",") ?? [];
}

/** Half a surrogate pair cannot be encoded, nor can it be in a name that a file has. */
function encoded(profile: string): string {
  return encodeURIComponent(profile.replace(/\p{Cs}/gu, "?"));
}
