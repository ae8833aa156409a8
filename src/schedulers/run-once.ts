/** A scheduler's own program, run. */
import type { Context } from "../ports.ts";
import type { Ended } from "../ports-run.ts";
import { forPrograms } from "../profiles/for-programs.ts";

/** How long it may take, in milliseconds. */
const LIMIT = 30_000;

/** Runs it in plain English, with nobody to ask. @param input what it reads on standard input */
export async function runOnce(
  command: readonly [program: string, ...words: string[]],
  { run, environment }: Pick<Context, "run" | "environment">,
  input?: string,
): Promise<Ended> {
  return (await run())({
    command,
    environment: { ...forPrograms(environment), LC_ALL: "C" },
    stderr: "collected",
    mayAsk: false,
    limit: LIMIT,
    ...(input === undefined ? {} : { stdin: input }),
  });
}
