/** The full program: the process in, an exit status out. The one place that ends it. */
import { closeGone, sayError, systemContext } from "./context.ts";
import { EXIT } from "./exit.ts";
import { asAwsmfaError, renderError, statusOf } from "./errors.ts";
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
  const endBy = (status: () => number): void => {
    if (ending) return;
    ending = true;
    void end(run, status());
  };
  for (const [signal, status] of Object.entries(SIGNALS))
    process.on(signal, () => endBy(() => status));
  runProgram(run).then(
    () => endBy(() => EXIT.ok),
    (thrown: unknown) => endBy(() => sayThrown(thrown, run)),
  );
}

/** Ends the program, whatever is still open. */
async function end(run: Run, status: number): Promise<never> {
  try {
    if (status !== EXIT.ok) await tellFailure(run, status);
  } finally {
    // After what others do at the end.
    process.once("exit", closeGone);
    process.exit(status);
  }
}

/** Says what went wrong, and gives the status that goes with it. */
function sayThrown(thrown: unknown, run: Run): number {
  const error = asAwsmfaError(thrown);
  if (error.code !== "interrupted") for (const line of renderError(error)) sayError(line);
  if (run.arguments.includes("--debug") && error.cause !== undefined)
    sayError(`awsmfa: debug: ${causeText(error.cause)}`);
  return statusOf(error.code);
}

function causeText(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
