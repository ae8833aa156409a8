/** What is wrong with a command line, in words. */
import type { Command as Built } from "commander";
import { AwsmfaError } from "./errors.ts";

/** Commander's error as ours. @param command the command that was named, or `""` */
export function usageError(message: string, command: string): AwsmfaError {
  const [, what = message] = /^error: (.*)/s.exec(message) ?? [];
  const [told = what, suggestion] = what.split("\n(Did you mean ");
  const sentence = told
    .replace(/^option '(.*)' argument missing$/, "$1 lacks its value")
    .replace(
      /^too many arguments for '(.*)'\. Expected 0.*/,
      "$1 takes options only, no further words",
    )
    .replace(
      /^too many arguments for '(.*)'\..* got (\d+).*/,
      "$1 takes one word besides its options, and there are $2",
    );
  const help = `awsmfa ${command === "" ? "" : `${command} `}--help`;
  return new AwsmfaError(
    "usage",
    sentence,
    suggestion === undefined
      ? help
      : `did you mean ${suggestion.replace(/\?\)\s*$/, "")}? See: ${help}`,
  );
}

/** The error for a word that is no command. Commander knows similar names, but says so only where the program alone does nothing. */
export function unknownCommand(program: Built): Error {
  try {
    (program as Built & { unknownCommand(): void }).unknownCommand();
  } catch (error) {
    return error as Error;
  }
  const names = [program.parent?.name(), program.name()].filter((name) => name !== undefined);
  return new AwsmfaError(
    "usage",
    `there is no command “${program.args[0]}”`,
    `${names.join(" ")} --help`,
  );
}

/**
 * Commander says its help of a command that is none on stderr, and its exit code is no guide.
 * @param words the command line without options' values
 * @param commands the first words of all commands
 * @throws AwsmfaError `usage` for `awsmfa help lgin`
 */
export function checkTopic(words: readonly string[], commands: ReadonlySet<string>): void {
  const [first, topic] = words.filter((word) => !word.startsWith("-"));
  if (first !== "help" || topic === undefined || commands.has(topic)) return;
  throw new AwsmfaError("usage", `there is no help on “${topic}”`, "awsmfa --help");
}
