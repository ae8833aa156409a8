/** A context in which nobody is asked, nothing is said, and no code is given. */
import { nobody } from "../dialogs/nobody.ts";
import type { Context } from "../ports.ts";
import { PRINTED } from "../sessions/key-secret.ts";
import { forPrograms } from "../profiles/for-programs.ts";

/** The same outside world with nobody there: for what happens while a program has the terminal, or within a request. */
export function unattended(context: Context): Context {
  const say = (line: string): void => context.debug(line);
  return {
    ...context,
    environment: forPrograms(context.environment),
    // A password manager may have another key by now.
    once: new Map([...context.once].filter(([name]) => !name.startsWith(PRINTED))),
    terminal: nobody("an endpoint asks nobody"),
    output: { ...context.output, news: say, warn: say, progress: () => false },
  };
}
