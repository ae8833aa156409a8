/** The door to `@inquirer/prompts`. */
import { input as lineOf, select } from "@inquirer/prompts";
import { AwsmfaError } from "../errors.ts";
import type { LineQuestion, ListQuestion } from "../ports.ts";
import type { OpenTerminal } from "./terminal.ts";

/** No prefix: an empty one would leave a blank before the question. */
const PLAIN = { prefix: {} as { idle: string; done: string; loading: string } };

/** Asks for a line; `undefined` on Ctrl-D. @throws AwsmfaError `interrupted` on Ctrl-C */
export function askLine(
  question: LineQuestion,
  terminal: OpenTerminal,
): Promise<string | undefined> {
  const validate = async (text: string): Promise<true | string> =>
    (await question.check(text)) ?? true;
  return answered(terminal, () =>
    lineOf(
      { message: question.message, validate, theme: PLAIN },
      { ...terminal, clearPromptOnDone: true },
    ),
  );
}

/** Asks to pick one of a list; `undefined` on Ctrl-D. @throws AwsmfaError `interrupted` on Ctrl-C */
export function askPick(
  { message, choices }: ListQuestion,
  terminal: OpenTerminal,
): Promise<string | undefined> {
  const shown = choices.map(({ value, label }) => ({ value, name: label }));
  return answered(terminal, () =>
    select({ message, choices: shown, theme: PLAIN }, { ...terminal, clearPromptOnDone: true }),
  );
}

/** The library rejects alike for Ctrl-C and Ctrl-D: which it was shows in what was typed last. */
async function answered(
  terminal: OpenTerminal,
  ask: () => Promise<string>,
): Promise<string | undefined> {
  let last = "";
  const watch = (data: Buffer): void => void (last = data.toString("latin1").slice(-1));
  terminal.input.on("data", watch);
  try {
    return await ask();
  } catch (error) {
    if ((error as Error).name !== "ExitPromptError") throw error;
    if (last === "\u0004") return undefined;
    throw new AwsmfaError("interrupted", "interrupted");
  } finally {
    terminal.input.removeListener("data", watch);
  }
}
