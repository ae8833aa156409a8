/** What the command tree is made of. */
import type { Command as Built } from "commander";
import type { Command } from "./commands/command.ts";
import type { ErrorCode } from "./errors.ts";

/** What help shows at its end. */
type Examples = readonly (readonly [command: string, meaning: string])[];

/** Makes of a command that prints text for a shell the line to type in the shell at hand. */
export type Line = (command: string) => string;

/** An exit status, or the code of an error that has it. */
export type Status = number | ErrorCode;

/** A command: how it is named and told, its options, and where its module is. */
export interface Row {
  /** `""` for `awsmfa` alone; the second of two words is a command of the group that the first names. */
  readonly name: string;
  readonly summary: string;
  readonly examples: Examples | ((line: Line) => Examples);
  /** Adds the options that are its own. */
  readonly options: (command: Built) => void;
  /** The words after the options are another program's command line. */
  readonly handsOver?: true;
  /** Loads the module; its options are those that {@link Row.options} and the common ones make. */
  readonly load: () => Promise<Command<never, unknown>>;
}

/** Several commands under one word. */
export type Group = Pick<Row, "name" | "summary" | "examples" | "options">;
