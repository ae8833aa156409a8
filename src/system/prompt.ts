/** The door to `@inquirer/prompts`. */
import { confirm, password, Separator, select } from "@inquirer/prompts";
import { AwsmfaError, shown } from "../errors.ts";
import type { LineQuestion, ListQuestion } from "../ports-terminal.ts";
import { linePrompt } from "./line-prompt.ts";
import { type OpenTerminal, terminalGone, watch } from "./watch.ts";

/**
 * How a question ended: with an answer, `undefined` on Ctrl-D, or with a stop (Ctrl-Z) after which it is to be
 * asked again, on a terminal opened anew: the library ends the streams that it is given.
 */
export type Asked<T> = { readonly answer: T | undefined } | "again";

/** Asks for a line. @throws AwsmfaError `interrupted` on Ctrl-C */
export function askLine(question: LineQuestion, terminal: OpenTerminal): Promise<Asked<string>> {
  return answered(terminal, question.signal, (settings) =>
    linePrompt({ ...question, message: pictured(question) }, settings),
  );
}

/** Bright white on black (ECMA-48, SGR): what scans a QR code takes its light parts for light. */
function pictured({ picture = [], message }: LineQuestion): string {
  const lines = picture.map((line) => `\u001b[97;40m${line}\u001b[39;49m`);
  return [...lines, shown(message)].join("\n");
}

/** Asks for a line that is not shown, not even its length, nor by the library's Ctrl-T. @throws AwsmfaError `interrupted` on Ctrl-C */
export function askSecret(
  message: string,
  signal: AbortSignal | undefined,
  terminal: OpenTerminal,
): Promise<Asked<string>> {
  // Here the library joins prefix and message by a blank whatever they are.
  const last = message.lastIndexOf(" ");
  const style = { message: () => message.slice(last + 1), maskedText: "(hidden)" };
  const theme = { prefix: message.slice(0, Math.max(last, 0)), style };
  return answered(terminal, signal, (settings) =>
    password({ message: "", toggleMask: false, theme }, settings),
  );
}

/** Asks to pick one of a list. @throws AwsmfaError `interrupted` on Ctrl-C */
export function askPick(
  { message, choices, signal }: ListQuestion,
  terminal: OpenTerminal,
): Promise<Asked<string>> {
  const list = choices.flatMap(({ value, label, disabled }, index) => {
    const reason = disabled !== choices[index - 1]?.disabled ? disabled : undefined;
    // The library would put the reason behind each label, where it makes lines too long.
    const choice = { value, name: shown(label), disabled: disabled !== undefined && " " };
    return reason === undefined ? [choice] : [new Separator(`${reason}:`), choice];
  });
  const reason = choices.find(({ disabled }) => disabled !== undefined)?.disabled;
  const theme = { prefix: "", ...(reason && { i18n: { disabledError: reason } }) };
  // Eight devices are seen at once where there is room, in two lines each if need be.
  const pageSize = Math.max(3, Math.min(18, (terminal.output.rows || 24) - 5));
  const loop = reason === undefined;
  return answered(terminal, signal, (settings) =>
    select({ message: shown(message), choices: list, theme, pageSize, loop }, settings),
  );
}

/** Asks yes or no; Enter alone is yes. @throws AwsmfaError `interrupted` on Ctrl-C */
export function askConfirm(
  question: string,
  signal: AbortSignal | undefined,
  terminal: OpenTerminal,
): Promise<Asked<boolean>> {
  // The library puts a blank between prefix and message, so the question is cut at one.
  const text = shown(question);
  const cut = text.lastIndexOf(" ");
  const message = text.slice(cut + 1);
  const theme = { prefix: text.slice(0, cut), style: { message: () => message } };
  return answered(terminal, signal, (settings) =>
    confirm({ message, default: true, theme }, settings),
  );
}

type Asking<T> = (
  settings: { signal: AbortSignal; clearPromptOnDone: true } & OpenTerminal,
) => Promise<T>;

/** What ends a question from outside is watched for by {@link watch}; the library would leave it standing for ever. */
async function answered<T>(
  terminal: OpenTerminal,
  wanted: AbortSignal | undefined,
  ask: Asking<T>,
): Promise<Asked<T>> {
  if (wanted?.aborted) return { answer: undefined };
  const over = new AbortController();
  const takeAway = (): void => over.abort("given up");
  wanted?.addEventListener("abort", takeAway, { once: true });
  const unwatch = watch(terminal, (end) => over.abort(end));
  try {
    return { answer: await ask({ ...terminal, signal: over.signal, clearPromptOnDone: true }) };
  } catch (error) {
    if (over.signal.reason === "gone") throw terminalGone();
    if (over.signal.reason === "again") return "again";
    if (over.signal.reason === "given up") return { answer: undefined };
    if (!over.signal.aborted && (error as Error).name !== "ExitPromptError") throw error;
    throw new AwsmfaError("interrupted", "interrupted");
  } finally {
    wanted?.removeEventListener("abort", takeAway);
    unwatch();
  }
}
