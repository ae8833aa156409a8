/** One question at a time: a tool may start several of us at once for as many profiles, and there is one terminal. */
import { dirname, join } from "node:path";
import type { Context } from "../ports.ts";
import type { Terminal } from "../ports-terminal.ts";
import { placesOf } from "./places.ts";

/** How often it is looked whether another one still asks, in milliseconds. */
const POLL = 150;

/** The context's terminal, whose questions wait for those of other processes of this user. */
export function oneQuestion({
  terminal,
  turns: load,
  clock,
  debug,
  environment,
  home,
  platform,
}: Context): Terminal {
  const path = join(dirname(placesOf(environment, home, platform).memory), "turn-question");
  const inTurn = async <T>(
    signal: AbortSignal | undefined,
    ask: () => Promise<T | undefined>,
  ): Promise<T | undefined> => {
    const turns = await load();
    let seen = "";
    for (;;) {
      if (signal?.aborted === true) return undefined;
      const taken = turns.take(path);
      if (!taken.mine) {
        if (taken.holder !== seen) debug(`another process asks: ${taken.holder}`);
        seen = taken.holder;
        await clock.sleep(POLL);
        continue;
      }
      try {
        return await ask();
      } finally {
        taken.giveBack();
      }
    }
  };
  return {
    forbidden: terminal.forbidden,
    unusable: () => terminal.unusable(),
    line: (question) => inTurn(question.signal, () => terminal.line(question)),
    secret: (question) => inTurn(question.signal, () => terminal.secret(question)),
    pick: (question) => inTurn(question.signal, () => terminal.pick(question)),
    confirm: (question, signal) => inTurn(signal, () => terminal.confirm(question, signal)),
    asked: () => terminal.asked(),
  };
}
