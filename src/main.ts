/** The full program: the process in, an exit status out. The one place that ends it. */
import { sayError, systemContext } from "./context.ts";
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
  for (const [signal, status] of Object.entries(SIGNALS))
    process.on(signal, () => void end(run, status));
  runProgram(run).then(
    () => end(run, EXIT.ok),
    (thrown: unknown) => end(run, sayThrown(thrown, run)),
  );
}

/** Ends the program, whatever is still open. */
async function end(run: Run, status: number): Promise<never> {
  try {
    if (status !== EXIT.ok) await tellFailure(run, status);
  } finally {
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
