/** The door to `@inquirer/prompts`. */
import type { ReadStream, WriteStream } from "node:tty";
import { input as lineOf, password, select } from "@inquirer/prompts";
import { AwsmfaError } from "../errors.ts";
import type { LineQuestion, ListQuestion } from "../ports.ts";

/** The two ends of the open terminal. */
export interface OpenTerminal {
  readonly input: ReadStream;
  readonly output: WriteStream;
}

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
  const { prefix, style } = plain(message);
  const theme = { prefix, style: { ...style, maskedText: "(hidden)" } };
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

/**
 * The library takes Ctrl-D for nothing: its readline closes, and the question stays for ever. Nor does it set
 * the terminal up again after a stop. So both are watched for here.
 */
async function answered(terminal: OpenTerminal, ask: Asking): Promise<Asked> {
  const { input } = terminal;
  const over = new AbortController();
  // Readline's own listeners come first: it pauses its input when it closes, for Ctrl-D on an empty line only.
  const watch = (data: Buffer): void => {
    if (data.includes(4)) setImmediate(() => void (input.isPaused() && over.abort("end")));
  };
  const goOn = (): void => void setImmediate(() => over.abort("again"));
  // A terminal that has gone ends; readline would set its mode once more, and fail for good.
  const gone = (): void => {
    input.setRawMode = () => input;
    setImmediate(() => over.abort("gone"));
  };
  input.on("data", watch);
  input.on("end", gone);
  process.once("SIGCONT", goOn);
  try {
    return { answer: await ask({ ...terminal, signal: over.signal, clearPromptOnDone: true }) };
  } catch (error) {
    if (over.signal.reason === "gone")
      throw new AwsmfaError("terminal-gone", "the terminal went away in the midst of a question");
    if (over.signal.aborted)
      return over.signal.reason === "again" ? "again" : { answer: undefined };
    if ((error as Error).name !== "ExitPromptError") throw error;
    throw new AwsmfaError("interrupted", "interrupted");
  } finally {
    input.removeListener("data", watch);
    input.removeListener("end", gone);
    process.removeListener("SIGCONT", goOn);
  }
}
