/** One line at the bottom of the terminal that redraws in place and disappears: a countdown, a wait. */
import { writeSync } from "node:fs";
import type { Environment, Output } from "../ports.ts";

/** What takes the line away: back to its start, cleared to its end (ECMA-48). */
const AWAY = "\r\u001b[K";

/** The line on stderr; nothing with `--quiet`, on a terminal that cannot redraw, or where there is none. */
export function systemProgress(
  { newsIsTerminal }: Pick<Output, "newsIsTerminal">,
  quiet: boolean,
  environment: Environment,
): Output["progress"] {
  if (quiet || !newsIsTerminal || environment["TERM"] === "dumb") return () => false;
  let shown = false;
  const show = (text: string): void => {
    try {
      writeSync(2, text);
    } catch {
      // It is an ornament.
    }
  };
  const away = (): void => show(AWAY);
  return (line) => {
    if (line === undefined) {
      if (shown) away();
      process.removeListener("exit", away);
      shown = false;
      return true;
    }
    // A signal ends the program in the midst of it: the line goes all the same.
    if (!shown) process.once("exit", away);
    shown = true;
    show(AWAY + line.slice(0, (process.stderr.columns || 80) - 1));
    return true;
  };
}
