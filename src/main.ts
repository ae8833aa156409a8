/** The full program: the process in, an exit status out. The one place that ends it. */
import { closeGone, sayDebug, sayError, systemContext } from "./context.ts";
import { EXIT } from "./exit.ts";
import type { AwsmfaError, ErrorCode } from "./errors.ts";
import type { Context } from "./ports.ts";
import { handsOver, ownWords } from "./program-names.ts";
import { type Run, runProgram } from "./program-run.ts";
import { versionText } from "./version.ts";

const SIGNALS = {
  SIGINT: EXIT.interrupted,
  SIGTERM: EXIT.terminated,
  SIGHUP: EXIT.hangup,
} as const;

/** Runs the program on this process's arguments and ends it with the status of the contract. */
export function main(): void {
  const environment = { ...process.env };
  const endings: Context["endings"] = new Set();
  const run: Run = {
    arguments: process.argv.slice(2),
    context: (options) => systemContext(options, environment, endings),
    version: versionText(process),
  };
  // Once it is to end, it ends for that reason: what a signal breaks off may fail on the way.
  let ending = false;
  const once = (act: () => Promise<never>): void => {
    if (ending) return;
    ending = true;
    void act();
  };
  for (const [signal, status] of Object.entries(SIGNALS))
    process.on(signal, () => once(() => tidied(endings).then(() => end(run, status))));
  runProgram(run).then(
    (status) => once(() => endWith(run, status)),
    (thrown: unknown) => once(() => fail(run, thrown)),
  );
}

/** Does what is still to be done. That it fails changes nothing: the program is to end. */
async function tidied(endings: Context["endings"]): Promise<void> {
  await Promise.allSettled(Array.from(endings, (act) => act()));
}

/** Ends the program, whatever is still open. @param error why, unless it was a signal */
async function end(run: Run, status: number, error?: AwsmfaError): Promise<never> {
  try {
    if (status !== EXIT.ok) {
      const { tellFailure } = await import("./program-failure.ts");
      await tellFailure(run, status, error);
    }
  } finally {
    // After what others do at the end.
    process.once("exit", closeGone);
    process.exit(status);
  }
}

/** Ends with the status of a result that was said. */
async function endWith(run: Run, status: number | ErrorCode): Promise<never> {
  if (typeof status === "number") return end(run, status);
  const { statusOf } = await import("./errors-told.ts");
  return end(run, statusOf(status));
}

/** Says what went wrong, and ends with the status that goes with it. The words are loaded now: most runs need none. */
async function fail(run: Run, thrown: unknown): Promise<never> {
  const { asAwsmfaError, renderError, statusOf } = await import("./errors-told.ts");
  const error = asAwsmfaError(thrown);
  const status = statusIn(run, statusOf(error.code));
  if (error.code !== "interrupted") for (const line of renderError(error)) sayError(line);
  if (ownWords(run.arguments).includes("--debug")) {
    sayDebug(`error ${error.code}, status ${status}`);
    if (error.cause !== undefined) for (const line of causeLines(error.cause)) sayDebug(line);
  }
  return end(run, status, error);
}

/** The statuses below are those of the command that `exec` runs. @param status that goes with the failure elsewhere */
function statusIn(run: Run, status: number): number {
  return handsOver(run.arguments) && status < EXIT.ownFailure ? EXIT.ownFailure : status;
}

function causeLines(cause: unknown): string[] {
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return text.split("\n");
}
