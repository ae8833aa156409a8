/** The door to `@inquirer/prompts`. */
import { input as lineOf, select } from "@inquirer/prompts";
import { AwsmfaError } from "../errors.ts";
import type { LineQuestion, ListQuestion } from "../ports.ts";
import type { OpenTerminal } from "./terminal.ts";

/** The question in place of the prefix: an empty prefix would leave a blank before the question. */
const plain = (prefix: string) => ({
  prefix,
  style: { message: () => undefined as unknown as string },
});

/** Asks for a line; `undefined` on Ctrl-D. @throws AwsmfaError `interrupted` on Ctrl-C */
export function askLine(
  question: LineQuestion,
  terminal: OpenTerminal,
): Promise<string | undefined> {
  const validate = async (text: string): Promise<true | string> =>
    (await question.check(text)) ?? true;
  return answered(terminal, (settings) =>
    lineOf({ message: "", validate, theme: plain(question.message) }, settings),
  );
}

/** Asks to pick one of a list; `undefined` on Ctrl-D. @throws AwsmfaError `interrupted` on Ctrl-C */
export function askPick(
  { message, choices }: ListQuestion,
  terminal: OpenTerminal,
): Promise<string | undefined> {
  const shown = choices.map(({ value, label }) => ({ value, name: label }));
  return answered(terminal, (settings) =>
    select({ message, choices: shown, theme: { prefix: "" } }, settings),
  );
}

/**
 * The library takes Ctrl-D for nothing: its readline closes, and the question stays for ever. So the end of
 * the line is watched for here.
 */
async function answered(
  terminal: OpenTerminal,
  ask: (
    settings: { signal: AbortSignal; clearPromptOnDone: true } & OpenTerminal,
  ) => Promise<string>,
): Promise<string | undefined> {
  const { input } = terminal;
  const given = new AbortController();
  // Readline pauses its input when it closes, which it does for Ctrl-D on an empty line only.
  const watch = (data: Buffer): void => {
    if (data.includes(4)) setImmediate(() => void (input.isPaused() && given.abort()));
  };
  input.on("data", watch);
  try {
    return await ask({ ...terminal, signal: given.signal, clearPromptOnDone: true });
  } catch (error) {
    if (given.signal.aborted) return undefined;
    if ((error as Error).name !== "ExitPromptError") throw error;
    throw new AwsmfaError("interrupted", "interrupted");
  } finally {
    input.removeListener("data", watch);
  }
}
