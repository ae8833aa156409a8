/** The long-term key that a profile's own `credential_process` prints: a password manager's, say. */
import { AwsmfaError, oneLine } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { Credentials } from "../ports-aws.ts";
import type { Ended } from "../ports-run.ts";
import { keyIn } from "../secrets/key-document.ts";
import { typed } from "../words/typed.ts";
import { runningForKey } from "./running.ts";
import { forPrograms } from "../profiles/for-programs.ts";

/** How long the program may take, in milliseconds: it may ask somebody. */
const LIMIT = 60_000;
/** As much of what it said is shown, in characters. */
const SHOWN = 300;

/**
 * Runs the program, as botocore does: the line split as a shell splits it, and no shell (on Windows by `cmd`, as
 * the SDK for JavaScript does); nothing on standard input; what it says is shown if it fails.
 * @param profile the name of the profile whose setting it is
 * @throws AwsmfaError `key-process`, `temporary-keys`, `recursion`, `interrupted`
 */
export async function printedKey(
  command: string,
  profile: string,
  context: Context,
): Promise<Credentials> {
  const environment = forPrograms(runningForKey(profile, context).environment);
  const mayAsk = (await context.terminal.unusable()) === undefined;
  const line = await commandLine(command, profile, context.platform);
  const run = await context.run();
  const given = { command: line, environment, mayAsk } as const;
  const ended = await run({ ...given, stderr: "collected", limit: LIMIT });
  context.debug(
    `credential_process of ${profile}: ${ended.why === "itself" ? `status ${ended.status ?? ended.killedBy}` : ended.why}`,
  );
  if (mayAsk && (ended.killedBy === "SIGINT" || ended.status === 130))
    throw new AwsmfaError("interrupted", "interrupted");
  const why = failureOf(ended);
  if (why !== undefined) throw failed(profile, why);
  const { key, wrong } = keyIn(ended.stdout);
  if (key !== undefined) return key;
  if (wrong !== "temporary") throw failed(profile, `printed no access key: ${wrong}`);
  throw new AwsmfaError(
    "temporary-keys",
    `the keys that credential_process of ${profile} prints are temporary; a session needs the long-term access key of an IAM user`,
    `use them as they are: aws --profile ${typed(profile)} …`,
  );
}

async function commandLine(
  command: string,
  profile: string,
  platform: string,
): Promise<string | readonly [string, ...string[]]> {
  if (platform === "win32") return command;
  const words = (await import("./command-words.ts")).commandWords(command);
  if (words !== undefined) return words;
  throw failed(profile, "cannot be split into words: look at its quotes");
}

/** Why there is nothing to read, as the end of a sentence. */
function failureOf({ why, status, killedBy, stderr }: Ended): string | undefined {
  if (why === "missing") return "could not be started: there is no such program";
  if (why !== "itself") return `did not end well (${why})`;
  if (status === 0) return undefined;
  const said = oneLine(stderr.trim()).slice(0, SHOWN);
  return `failed with status ${status ?? killedBy}${said === "" ? "" : `: ${said}`}`;
}

function failed(profile: string, why: string): AwsmfaError {
  return new AwsmfaError(
    "key-process",
    `credential_process of ${profile} ${why}`,
    `look at it: aws configure get credential_process --profile ${typed(profile)}`,
  );
}
