/** A terminal for what happens with nobody there, such as a renewal within a request. */
import type { Terminal } from "../ports-terminal.ts";

/** A terminal that nobody may be asked on, nor otherwise. @param why the end of a sentence, such as "a renewal asks nobody" */
export function nobody(why: string): Terminal {
  const unasked = (): Promise<undefined> => Promise.resolve(undefined);
  return {
    forbidden: true,
    unusable: () => Promise.resolve(why),
    line: unasked,
    secret: unasked,
    pick: unasked,
    confirm: unasked,
    asked: () => false,
  };
}
