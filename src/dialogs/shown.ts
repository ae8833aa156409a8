/** A window by a program that takes the question on its command line and prints what was typed. */
import type { Ended, Invocation } from "../ports-run.ts";
import { type DialogAnswer, type DialogPorts, type DialogQuestion, LIMIT } from "./dialog.ts";
import { forPrograms } from "../profiles/for-programs.ts";

/**
 * Runs the program, which is ended with its window when the question is taken away or nobody answers in time.
 * @param whyOf why there is no answer, of a program that ended by itself with another status than 0
 * @param more what is different about the run
 */
export async function answerBy(
  command: readonly [program: string, ...words: string[]],
  { signal }: DialogQuestion,
  ports: DialogPorts,
  whyOf: (ended: Ended) => "cancelled" | "limit" | "unopened",
  more: Partial<Invocation> = {},
): Promise<DialogAnswer> {
  const run = await ports.run();
  const ended = await run({
    command,
    environment: forPrograms(ports.environment),
    stderr: "collected",
    mayAsk: false,
    limit: LIMIT,
    ...(signal === undefined ? {} : { signal }),
    ...more,
  });
  const { why, status, stdout } = ended;
  if (why === "limit") return { why };
  if (why !== "itself") return { why: "unopened" };
  // A line end comes with it.
  return status === 0 ? { text: stdout.replace(/\r?\n$/, "") } : { why: whyOf(ended) };
}
