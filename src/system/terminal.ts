/**
 * The one owner of the terminal. Questions go to the controlling terminal, opened here; stdin, stdout and
 * stderr are never used for them, so that `eval $(awsmfa env)` can ask in the middle.
 */
import { closeSync, openSync, writeSync } from "node:fs";
import type { Terminal } from "../ports.ts";
import { isForeground } from "./foreground.ts";
import type { Asked } from "./prompt.ts";
import { type OpenTerminal, terminalGone } from "./watch.ts";

/** The controlling terminal of this process. The prompt library is loaded with the first question. */
export const systemTerminal: Terminal = {
  async unusable() {
    if (!canOpen()) return "there is no terminal";
    return isForeground() ? undefined : "this runs in the background of the terminal";
  },
  async line(question) {
    const { askLine } = await import("./prompt.ts");
    return onTerminal((terminal) => askLine(question, terminal));
  },
  async secret({ message, check }) {
    const { askSecret } = await import("./prompt.ts");
    let objection: string | undefined;
    for (;;) {
      // What cannot be seen cannot be corrected: it is asked for anew.
      const shown = objection === undefined ? message : `${objection}\n${message}`;
      const answer = await onTerminal((terminal) => askSecret(shown, terminal));
      objection = answer === undefined ? undefined : await check(answer);
      if (objection === undefined) return answer;
    }
  },
  async pick(question) {
    const { askPick } = await import("./prompt.ts");
    return onTerminal((terminal) => askPick(question, terminal));
  },
};

/** A terminal that nobody may be asked on. @param why the end of a sentence, such as "--no-input was given" */
export function noTerminal(why: string): Terminal {
  const unasked = (): Promise<undefined> => Promise.resolve(undefined);
  return { unusable: () => Promise.resolve(why), line: unasked, secret: unasked, pick: unasked };
}

const [INPUT, OUTPUT] =
  process.platform === "win32" ? ["\\\\.\\CONIN$", "\\\\.\\CONOUT$"] : ["/dev/tty", "/dev/tty"];

function canOpen(): boolean {
  try {
    closeSync(openSync(INPUT, "r+"));
    return true;
  } catch {
    return false;
  }
}

/** @throws AwsmfaError `terminal-gone`: it was there before a question was put */
function opened(device: string): number {
  try {
    return openSync(device, "r+");
  } catch {
    throw terminalGone();
  }
}

type Ask = (terminal: OpenTerminal) => Promise<Asked>;

async function onTerminal(ask: Ask): Promise<string | undefined> {
  for (;;) {
    const asked = await onceOnTerminal(ask);
    if (asked !== "again") return asked.answer;
  }
}

async function onceOnTerminal(ask: Ask): Promise<Asked> {
  const tty = await import("node:tty");
  const input = new tty.ReadStream(opened(INPUT));
  const output = new tty.WriteStream(opened(OUTPUT));
  // A signal ends the program in the midst of a question: the terminal is put back all the same.
  const restore = (): void => putBack({ input, output });
  process.once("exit", restore);
  try {
    return await ask({ input, output });
  } finally {
    process.removeListener("exit", restore);
    restore();
    input.destroy();
    output.destroy();
  }
}

/** Cooked mode and a visible cursor; a terminal that has gone (a hang-up) needs neither. */
function putBack({ input }: OpenTerminal): void {
  try {
    input.setRawMode(false);
    const descriptor = openSync(OUTPUT, "r+");
    writeSync(descriptor, "\u001b[?25h");
    closeSync(descriptor);
  } catch {
    // Gone.
  }
}
