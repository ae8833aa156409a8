/** Whether a session can be renewed by a job that nobody watches. */
import { nobodyToAsk } from "../dialogs/person.ts";
import { AwsmfaError } from "../errors.ts";
import { nobody } from "../dialogs/nobody.ts";
import type { Context } from "../ports.ts";
import { typed } from "../words/typed.ts";
import type { Wanted } from "./get.ts";
import { UNASKED } from "./handed.ts";
import { checkReady } from "./ready.ts";

/**
 * Tries all that can be known to fail, with no terminal.
 * @throws AwsmfaError `no-terminal` where its codes take a person, and there is no dialog to ask them in; what {@link checkReady} throws
 */
export async function checkSchedulable(
  { profile, plan, situation }: Wanted,
  context: Context,
): Promise<void> {
  const quiet = { ...context, terminal: nobody(UNASKED) };
  try {
    await checkReady(plan, situation, { force: true, unattended: true }, quiet);
  } catch (error) {
    if (!(error instanceof AwsmfaError) || error.code !== "no-code") throw error;
    // The job has no terminal, but it may have a window.
    const windows = { ...quiet, terminal: { ...quiet.terminal, forbidden: false } };
    if ((await nobodyToAsk(windows)) === undefined) return;
    throw new AwsmfaError(
      "no-terminal",
      `a code for ${profile.name} takes a person, and a job that runs by itself has nobody to ask`,
      `store the secret: awsmfa secret add --profile ${typed(profile.name)}\nor name a program that prints a code: aws configure set mfa_process COMMAND --profile ${typed(profile.name)}`,
    );
  }
}
