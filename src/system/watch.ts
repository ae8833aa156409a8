/** What happens to a terminal while a question stands on it, and Node's readline does not deal with. */
import type { ReadStream, WriteStream } from "node:tty";
import { AwsmfaError } from "../errors.ts";

/** The two ends of the open terminal. */
export interface OpenTerminal {
  readonly input: ReadStream;
  readonly output: WriteStream;
}

/** How a question ends: Ctrl-C, given up (Ctrl-D), to be asked again after a stop (Ctrl-Z), or with its terminal gone. */
export type End = "interrupted" | "given up" | "again" | "gone";

const CTRL_C = 3;
const CTRL_D = 4;
const CTRL_Z = 26;

/** Watches until the function that it gives back is called. @param tell told of the end, after readline had its turn */
export function watch({ input, output }: OpenTerminal, tell: (end: End) => void): () => void {
  const soon = (end: End, really = (): boolean => true): void =>
    void setImmediate(() => void (really() && tell(end)));
  const onData = (data: Buffer): void => {
    // Readline takes Esc and Ctrl-C within half a second for one key, which it does not know.
    if (data.includes(CTRL_C)) soon("interrupted");
    // Readline pauses its input when it closes: for Ctrl-D on an empty line only.
    if (data.includes(CTRL_D)) soon("given up", () => input.isPaused());
    // The shell that comes to the fore has no use for a cursor that a list has hidden.
    if (data.includes(CTRL_Z)) output.write("\u001b[?25h");
  };
  const onEnd = (): void => {
    // Readline would set the mode of what has gone, and fail where nobody can catch it.
    input.setRawMode = () => input;
    soon("gone");
  };
  // A process that nobody can bring to the fore reads an error (termios(3), orphaned process groups), which
  // readline would throw where nobody can catch it.
  const destroy = input.destroy.bind(input);
  input.destroy = (error?: Error) => {
    if (error !== undefined) onEnd();
    return destroy();
  };
  // Readline does not set the terminal up again.
  const goesOn = (): void => soon("again");
  const isDumb = process.env["TERM"] === "dumb";
  // On a dumb terminal readline takes Backspace for a character of the answer.
  if (isDumb) process.env["TERM"] = "unknown";
  input.prependListener("data", onData);
  input.prependListener("end", onEnd);
  process.once("SIGCONT", goesOn);
  return () => {
    if (isDumb) process.env["TERM"] = "dumb";
    input.removeListener("data", onData);
    input.removeListener("end", onEnd);
    process.removeListener("SIGCONT", goesOn);
  };
}

/** The error for a terminal that went away when there was a question to put on it. */
export function terminalGone(): AwsmfaError {
  return new AwsmfaError(
    "terminal-gone",
    "the terminal went away in the midst of a question",
    "run it again on another",
  );
}
