/** `awsmfa credential-process`: the session as the AWS SDKs read it from a program. */
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import { type Planned, plannedSteps, plannedWords } from "../sessions/dry-run.ts";
import { wantSession } from "../sessions/get.ts";
import { handedSession } from "../sessions/handed.ts";
import type { SessionOptions } from "../sessions/options.ts";
import {
  type ProcessDocument,
  processDocument,
  processText,
} from "../sessions/process-document.ts";
import type { Session } from "../sessions/session.ts";
import type { CommonOptions, Told } from "./command.ts";

/** Options of `credential-process`. */
export interface ProcessOptions extends CommonOptions, SessionOptions {
  readonly dryRun: boolean;
}

/** The session to print, or what would be done for it. */
export type ProcessResult = Session | Planned;

/** Gets the session, within the time that SDKs leave. @throws AwsmfaError without a hint: an SDK shows one line */
export async function run(options: ProcessOptions, context: Context): Promise<ProcessResult> {
  try {
    if (!options.dryRun) return await handedSession(options, context);
    const { plan, situation } = await wantSession(
      options,
      "The session of which profile?",
      context,
    );
    const planned = await plannedSteps(plan, situation, options, context);
    return { ...planned, steps: [...planned.steps, "print it as a credential_process does"] };
  } catch (error) {
    throw error instanceof AwsmfaError ? inOneLine(error) : error;
  }
}

function inOneLine(error: AwsmfaError): AwsmfaError {
  const { code, message, hint, cause } = error;
  // The first of what could be typed; what is beside it is for people at a prompt.
  const [first] = hint?.split(/\n| {4}/) ?? [];
  return new AwsmfaError(code, first ? `${message}; hint: ${first}` : message, undefined, {
    cause,
  });
}

/** The document and nothing else: what an SDK does not keep to itself it shows in the midst of its own work. */
export function words(result: ProcessResult): Told {
  if ("outcome" in result) return { news: plannedWords(result, "credential-process") };
  return { data: processText(result) };
}

/** The same. */
export function json(result: ProcessResult): Planned | ProcessDocument {
  return "outcome" in result ? result : processDocument(result);
}
