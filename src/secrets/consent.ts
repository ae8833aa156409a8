/** A yes before something that cannot be taken back, or that shows a secret. */
import { AwsmfaError } from "../errors.ts";
import type { Terminal } from "../ports-terminal.ts";

/**
 * Asks; the answer that does nothing comes first.
 * @param what what it is about, as the start of a sentence: "removing a secret"
 * @param anyway the option that stands for the yes, if there is one
 * @throws AwsmfaError `no-terminal`, `interrupted`
 */
export async function consents(
  {
    message,
    yes,
    what,
    anyway,
  }: {
    readonly message: string;
    readonly yes: string;
    readonly what: string;
    readonly anyway?: string;
  },
  terminal: Terminal,
): Promise<boolean> {
  const nobody = await terminal.unusable();
  if (nobody !== undefined)
    throw new AwsmfaError(
      "no-terminal",
      `${what} takes a yes, and nobody can be asked: ${nobody}`,
      anyway === undefined ? "run it on a terminal" : `run it on a terminal, or with ${anyway}`,
    );
  const choices = [
    { value: "no", label: "no" },
    { value: "yes", label: yes },
  ];
  return (await terminal.pick({ message, choices })) === "yes";
}
