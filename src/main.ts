/** The full program: the process in, an exit status out. The one place that ends it. */
import { closeGone, sayError, systemContext } from "./context.ts";
import { EXIT } from "./exit.ts";
import { type AwsmfaError, asAwsmfaError, oneLine, renderError, statusOf } from "./errors.ts";
import { type Run, runProgram, tellFailure } from "./program-run.ts";
import { versionText } from "./version.ts";

const SIGNALS = {
  SIGINT: EXIT.interrupted,
  SIGTERM: EXIT.terminated,
  SIGHUP: EXIT.hangup,
} as const;

/** Runs the program on this process's arguments and ends it with the status of the contract. */
export function main(): void {
  const environment = { ...process.env };
  const run: Run = {
    arguments: process.argv.slice(2),
    context: (options) => systemContext(options, environment),
    version: versionText(process),
  };
  // Once it is to end, it ends for that reason: what a signal breaks off may fail on the way.
  let ending = false;
  const endBy = (status: number, error?: AwsmfaError): void => {
    if (ending) return;
    ending = true;
    if (error !== undefined) sayFailure(run, error);
    void end(run, status, error);
  };
  for (const [signal, status] of Object.entries(SIGNALS)) process.on(signal, () => endBy(status));
  runProgram(run).then(
    () => endBy(EXIT.ok),
    (thrown: unknown) => {
      const error = asAwsmfaError(thrown);
      endBy(statusOf(error.code), error);
    },
  );
}

/** Ends the program, whatever is still open. @param error why, unless it was a signal */
async function end(run: Run, status: number, error?: AwsmfaError): Promise<never> {
  try {
    if (status !== EXIT.ok) await tellFailure(run, status, error);
  } finally {
    // After what others do at the end.
    process.once("exit", closeGone);
    process.exit(status);
  }
}

/** Says what went wrong. */
function sayFailure(run: Run, error: AwsmfaError): void {
  if (error.code !== "interrupted") for (const line of renderError(error)) sayError(line);
  if (run.arguments.includes("--debug")) {
    sayError(`awsmfa: debug: error ${error.code}, status ${statusOf(error.code)}`);
    if (error.cause !== undefined) sayError(`awsmfa: debug: ${causeText(error.cause)}`);
  }
}

function causeText(cause: unknown): string {
  // What others say may hold what a terminal obeys.
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return text.split("\n").map(oneLine).join("\n");
}
