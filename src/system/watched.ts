/** Ports that say what they do and how long it took, for `--debug`. No text of a file and no answer is said. */
import type { Context, Files } from "../ports.ts";
import type { Iam } from "../ports-aws.ts";
import type { Terminal } from "../ports-terminal.ts";
import { steadyNow } from "./steady.ts";

type Say = (message: string) => void;

/** The context with its files, terminal, parent and IAM watched. STS is told of where the code is known to be spent. */
export function watched(context: Context): Context {
  const { files, terminal, parent, iam, debug } = context;
  return {
    ...context,
    files: watchedFiles(files, debug),
    terminal: watchedTerminal(terminal, debug),
    parent: {
      name: (isPassedOver) =>
        timed(
          "parent process",
          () => parent.name(isPassedOver),
          (name) => name ?? "unknown",
          debug,
        ),
    },
    iam: async () => watchedIam(await iam(), debug),
  };
}

function watchedFiles(files: Files, say: Say): Files {
  return {
    ...files,
    read: (path) => timed(`read ${path}`, () => files.read(path), sizeOf, say),
    edit: (path, change, options) =>
      timed(
        `edit ${path}`,
        () => files.edit(path, change, options),
        ({ outcome }) => outcome,
        say,
      ),
  };
}

function watchedTerminal(terminal: Terminal, say: Say): Terminal {
  const answered = (answer: string | undefined): string =>
    answer === undefined ? "no answer" : "answered";
  return {
    unusable: () =>
      timed(
        "terminal",
        () => terminal.unusable(),
        (why) => why ?? "usable",
        say,
      ),
    line: (asked) => timed(asking(asked), () => terminal.line(asked), answered, say),
    secret: (asked) => timed(asking(asked), () => terminal.secret(asked), answered, say),
    pick: (asked) => timed(asking(asked), () => terminal.pick(asked), answered, say),
    confirm: (message) =>
      timed(
        asking({ message }),
        () => terminal.confirm(message),
        (yes) => (yes === undefined ? "no answer" : yes ? "yes" : "no"),
        say,
      ),
    asked: () => terminal.asked(),
  };
}

function asking({ message }: { readonly message: string }): string {
  return `asked: ${message.replace(/:$/, "")}`;
}

function watchedIam(iam: Iam, say: Say): Iam {
  return {
    ...iam,
    listMfaDevices: (connection) =>
      timed(
        "iam:ListMFADevices",
        () => iam.listMfaDevices(connection),
        (result) => (result.granted ? `devices: ${result.value.length}` : result.code),
        say,
      ),
  };
}

function sizeOf(text: string | undefined): string {
  return text === undefined ? "none" : `${text.length} bytes`;
}

/** Says what, how it ended, and the milliseconds that it took. */
async function timed<T>(
  what: string,
  act: () => Promise<T>,
  end: (result: T) => string,
  say: Say,
): Promise<T> {
  const started = steadyNow();
  const took = (): string => `${(steadyNow() - started).toFixed(1)} ms`;
  try {
    const result = await act();
    say(`${what}: ${end(result)}, ${took()}`);
    return result;
  } catch (error) {
    say(`${what}: failed, ${took()}`);
    throw error;
  }
}
