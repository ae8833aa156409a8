/** What stdout is told of a failure. */
import type { AwsmfaError } from "./errors.ts";
import { errorValue } from "./errors-told.ts";
import { bareWords, ownWords, rowOf } from "./program-names.ts";
import { SILENT, asksForJson, jsonText } from "./program-options.ts";
import type { Run } from "./program-run.ts";

/**
 * Tells stdout that the command failed, if whoever reads it must know: a program by a document, a shell by a
 * statement that fails.
 * @param error what is told of it; nothing where a signal ended the program
 */
export async function tellFailure(run: Run, status: number, error?: AwsmfaError): Promise<void> {
  const context = run.context(SILENT);
  if (asksForJson(bareWords(ownWords(run.arguments))))
    return error === undefined
      ? undefined
      : context.output.data(jsonText(errorValue(error, status)));
  const text = await (
    await rowOf(run.arguments)?.load()
  )?.failure?.(run.arguments, status, context);
  if (text !== undefined) context.output.data(text);
}
