/**
 * The one owner of the terminal. Questions go to the controlling terminal, opened here; stdin, stdout and
 * stderr are never used for them, so that `eval $(awsmfa env)` can ask in the middle.
 */
import { closeSync, openSync, writeSync } from "node:fs";
import type { WriteStream } from "node:tty";
import type { Terminal } from "../ports-terminal.ts";
import { isForeground } from "./foreground.ts";
import type { Asked } from "./prompt.ts";
import { type OpenTerminal, terminalGone } from "./watch.ts";

/**
 * The controlling terminal of this process. The prompt library is loaded with the first question.
 * @param coloured whether questions may have colours
 */
export function systemTerminal(coloured: boolean): Terminal {
  let asked = false;
  const ask = async <T>(question: Ask<T>): Promise<T | undefined> => {
    const answer = await onTerminal(question, coloured);
    asked ||= answer !== undefined;
    return answer;
  };
  return {
    async unusable() {
      if (!canOpen()) return "there is no terminal";
      return isForeground() ? undefined : "this runs in the background of the terminal";
    },
    async line(question) {
      const { askLine } = await import("./prompt.ts");
      return ask((terminal) => askLine(question, terminal));
    },
    async secret({ message, check, signal }) {
      const { askSecret } = await import("./prompt.ts");
      let objection: string | undefined;
      for (;;) {
        // What cannot be seen cannot be corrected: it is asked for anew.
        const shown = objection === undefined ? message : `${objection}\n${message}`;
        const answer = await ask((terminal) => askSecret(shown, signal, terminal));
        objection = answer === undefined ? undefined : await check(answer);
        if (objection === undefined) return answer;
      }
    },
    async pick(question) {
      const { askPick } = await import("./prompt.ts");
      return ask((terminal) => askPick(question, terminal));
    },
    async confirm(question, signal) {
      const { askConfirm } = await import("./prompt.ts");
      return ask((terminal) => askConfirm(question, signal, terminal));
    },
    asked: () => asked,
  };
}

/** A terminal that nobody may be asked on. @param why the end of a sentence, such as "--no-input was given" */
export function noTerminal(why: string): Terminal {
  const unasked = (): Promise<undefined> => Promise.resolve(undefined);
  return {
    barred: true,
    unusable: () => Promise.resolve(why),
    line: unasked,
    secret: unasked,
    pick: unasked,
    confirm: unasked,
    asked: () => false,
  };
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

type Ask<T> = (terminal: OpenTerminal) => Promise<Asked<T>>;

async function onTerminal<T>(ask: Ask<T>, coloured: boolean): Promise<T | undefined> {
  for (;;) {
    const asked = await onceOnTerminal(ask, coloured);
    if (asked !== "again") return asked.answer;
  }
}

async function onceOnTerminal<T>(ask: Ask<T>, coloured: boolean): Promise<Asked<T>> {
  const tty = await import("node:tty");
  const input = new tty.ReadStream(opened(INPUT));
  const output = new tty.WriteStream(opened(OUTPUT));
  if (!coloured) takeColours(output);
  // A signal ends the program in the midst of a question: the terminal is put back all the same.
  const restore = (): void => putBack({ input, output }, "\n");
  process.once("exit", restore);
  try {
    return await ask({ input, output });
  } finally {
    process.removeListener("exit", restore);
    putBack({ input, output }, "");
    input.destroy();
    output.destroy();
  }
}

/** Weights and colours are the library's, which knows nothing of `--color`; where the cursor goes stays (ECMA-48, SGR). */
function takeColours(output: WriteStream): void {
  const write = output.write.bind(output) as (text: string, ...rest: unknown[]) => boolean;
  output.write = (bytes: Uint8Array | string, ...rest: unknown[]): boolean =>
    write(
      Buffer.from(bytes)
        .toString()
        .replace(/\u001b\[[\d;]*m/g, ""),
      ...rest,
    );
}

/**
 * Cooked mode and a visible cursor; a terminal that has gone (a hang-up) needs neither.
 * @param after what is written then: a line end where the question still stands
 */
function putBack({ input }: OpenTerminal, after: string): void {
  try {
    input.setRawMode(false);
    const descriptor = openSync(OUTPUT, "r+");
    writeSync(descriptor, `\u001b[?25h${after}`);
    closeSync(descriptor);
  } catch {
    // Gone.
  }
}
