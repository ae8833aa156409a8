/** The door to `@inquirer/prompts`. */
import { input as lineOf, password, select } from "@inquirer/prompts";
import { AwsmfaError } from "../errors.ts";
import type { LineQuestion, ListQuestion } from "../ports.ts";
import { type OpenTerminal, terminalGone, watch } from "./watch.ts";

/** The question in place of the prefix: an empty prefix would leave a blank before the question. */
const plain = (prefix: string) => ({
  prefix,
  style: { message: () => undefined as unknown as string },
});

/**
 * How a question ended: with an answer, `undefined` on Ctrl-D, or with a stop (Ctrl-Z) after which it is to be
 * asked again, on a terminal opened anew: the library ends the streams that it is given.
 */
export type Asked = { readonly answer: string | undefined } | "again";

/** Asks for a line. @throws AwsmfaError `interrupted` on Ctrl-C */
export function askLine(question: LineQuestion, terminal: OpenTerminal): Promise<Asked> {
  const validate = async (text: string): Promise<true | string> =>
    (await question.check(text)) ?? true;
  return answered(terminal, (settings) =>
    lineOf({ message: "", validate, theme: plain(question.message) }, settings),
  );
}

/** Asks for a line that is not shown, not even its length, nor by the library's Ctrl-T. @throws AwsmfaError `interrupted` on Ctrl-C */
export function askSecret(message: string, terminal: OpenTerminal): Promise<Asked> {
  // Here the library joins prefix and message by a blank whatever they are.
  const last = message.lastIndexOf(" ");
  const style = { message: () => message.slice(last + 1), maskedText: "(hidden)" };
  const theme = { prefix: message.slice(0, Math.max(last, 0)), style };
  return answered(terminal, (settings) =>
    password({ message: "", toggleMask: false, theme }, settings),
  );
}

/** Asks to pick one of a list. @throws AwsmfaError `interrupted` on Ctrl-C */
export function askPick(
  { message, choices }: ListQuestion,
  terminal: OpenTerminal,
): Promise<Asked> {
  const shown = choices.map(({ value, label }) => ({ value, name: label }));
  return answered(terminal, (settings) =>
    select({ message, choices: shown, theme: { prefix: "" } }, settings),
  );
}

type Asking = (
  settings: { signal: AbortSignal; clearPromptOnDone: true } & OpenTerminal,
) => Promise<string>;

/** What ends a question from outside is watched for by {@link watch}; the library would leave it standing for ever. */
async function answered(terminal: OpenTerminal, ask: Asking): Promise<Asked> {
  const over = new AbortController();
  const unwatch = watch(terminal, (end) => over.abort(end));
  try {
    return { answer: await ask({ ...terminal, signal: over.signal, clearPromptOnDone: true }) };
  } catch (error) {
    if (over.signal.reason === "gone") throw terminalGone();
    if (over.signal.aborted)
      return over.signal.reason === "again" ? "again" : { answer: undefined };
    if ((error as Error).name !== "ExitPromptError") throw error;
    throw new AwsmfaError("interrupted", "interrupted");
  } finally {
    unwatch();
  }
}
