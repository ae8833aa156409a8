/** The code that a program prints: `mfa_process` of the profile, the setting that aws-vault has. */
import { CODE_SECONDS } from "../aws/limits.ts";
import type { Ended } from "../ports-run.ts";
import { typed } from "../words/typed.ts";
import { AwsmfaError } from "../errors.ts";
import {
  type CodeAnswer,
  type CodePorts,
  type CodeRequest,
  type CodeSource,
  digitsOf,
} from "./code-source.ts";
import { forPrograms } from "../profiles/for-programs.ts";

/** How long the program may take, in seconds: as long as the AWS SDK for Go gives a `credential_process`. It may ask somebody. */
const LIMIT = 60;

/** How far into its step the next code is asked for, in milliseconds: not all clocks agree. */
const MARGIN = 500;

/**
 * The source `command`. As aws-vault runs it: by the shell, with nothing on standard input, its stderr on ours,
 * its output without blanks at both ends. Beyond that it may print more than the code: the first line that is one counts.
 */
export const command: CodeSource = {
  name: "command",
  unattended: true,
  asks: false,
  stands: (settings) => lineOf(settings) !== "",
  async obstacle({ profile, settings }) {
    return lineOf(settings) === "" ? `${profile} has no mfa_process` : undefined;
  },
  async code(request, ports) {
    const answer = await askProgram(request, ports);
    if (answer.code === undefined) return answer;
    const objection = await request.objection(answer.code);
    if (objection === undefined) return answer;
    // The program counts by this machine's clock, if it counts.
    const step = CODE_SECONDS * 1000;
    const wait = step - (ports.clock.now() % step) + MARGIN;
    ports.output.warn(
      `awsmfa: ${objection.reason}; waiting ${Math.ceil(wait / 1000)} s for the next one`,
    );
    await ports.clock.sleep(wait);
    const next = await askProgram(request, ports);
    if (next.code === undefined) return next;
    const again = await request.objection(next.code);
    if (again === undefined) return next;
    return {
      reason: `mfa_process printed the same code again; ${again.reason}`,
      hint: tryIt(request),
    };
  },
};

function lineOf(settings: CodeRequest["settings"]): string {
  return settings.get("mfa_process")?.trim() ?? "";
}

async function askProgram(request: CodeRequest, ports: CodePorts): Promise<CodeAnswer> {
  const { environment, terminal, clock, debug } = ports;
  const mayAsk = (await terminal.unusable()) === undefined;
  const run = await ports.run();
  const started = clock.now();
  const ended = await run({
    command: lineOf(request.settings),
    environment: forPrograms(environment),
    stderr: "ours",
    mayAsk,
    limit: LIMIT * 1000,
  });
  debug(`mfa_process: ${how(ended)}, ${clock.now() - started} ms`);
  // Ctrl-C reaches the program too, and may be dealt with there first.
  if (mayAsk && (ended.killedBy === "SIGINT" || ended.status === SHELL.interrupted))
    throw new AwsmfaError("interrupted", "interrupted");
  const code = ended.status === 0 ? codeIn(ended.stdout) : undefined;
  return code === undefined
    ? { reason: `mfa_process ${failing(ended)}`, hint: tryIt(request) }
    : { code };
}

/** Statuses of POSIX shells (2.8.2, Exit Status for Commands); 128 and the signal after one. */
const SHELL = { notExecutable: 126, notFound: 127, interrupted: 130 } as const;

function codeIn(stdout: string): string | undefined {
  const codes = stdout.split(/[\r\n]+/).map(digitsOf);
  return codes.find((code) => code !== undefined);
}

function how({ why, status, killedBy }: Ended): string {
  if (why !== "itself") return why;
  return status === undefined ? `ended by ${killedBy}` : `status ${status}`;
}

/** What went wrong. What it printed may be a secret, and is not shown. */
function failing({ why, status, killedBy, stdout }: Ended): string {
  if (why === "limit") return `printed no code within ${LIMIT} s, so it was ended`;
  if (why === "overflow") return "printed far more than a code, so it was ended";
  if (why === "missing") return "could not be started";
  if (status === SHELL.notFound) return "names a program that is not there (status 127)";
  if (status === SHELL.notExecutable) return "names a file that cannot be run (status 126)";
  if (status === undefined) return `was ended by ${killedBy ?? "something else"}`;
  if (status !== 0) return `failed with status ${status}`;
  const text = stdout.trim();
  if (text === "") return "printed nothing";
  const lines = text.split("\n").length;
  return `printed ${text.length} characters${lines === 1 ? "" : ` in ${lines} lines`} and no code of six digits`;
}

/** Not the text of the setting: there may be a secret in it. */
function tryIt({ profile }: CodeRequest): string {
  return `try it: sh -c "$(aws configure get mfa_process --profile ${typed(profile)})"`;
}
