/** Somebody at hand is asked for what nobody may see: on the terminal. */
import type { Context } from "../ports.ts";
import type { LineQuestion } from "../ports-terminal.ts";

/** The ports that questions to a person take. */
export type PersonPorts = Pick<Context, "terminal" | "environment" | "run" | "debug">;

/** Why nobody can be asked, as the end of a sentence ("there is no terminal"), or `undefined`. Asks nothing. */
export function nobodyToAsk({ terminal }: PersonPorts): Promise<string | undefined> {
  return terminal.unusable();
}

/**
 * Asks for a line that is not shown, such as a passphrase; `undefined` where it was refused (Ctrl-D).
 * @throws AwsmfaError `interrupted`
 */
export function askHidden(
  question: LineQuestion,
  { terminal }: PersonPorts,
): Promise<string | undefined> {
  return terminal.secret(question);
}
