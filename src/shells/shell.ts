/**
 * What is said to a shell, whatever its language: variables to export, variables to take away.
 * One file of this folder speaks one language; `shells.ts` is the table.
 */
import { AwsmfaError } from "../errors.ts";

/** A variable to export with its value, or one to take out of the environment. */
export type Statement =
  | { readonly set: string; readonly value: string }
  | { readonly unset: string };

/** A language in which statements are printed: a shell's, or a format. Its methods are pure. */
export interface Shell {
  /** As `--shell` takes it: `sh`, `fish`, `json`. Which programs speak it is in `programs.ts`. */
  readonly name: string;
  /**
   * The line that a person types to have a command's text take effect. Of a format, which has to be asked
   * for, the command comes without `--shell`.
   */
  line(command: string): string;
  /**
   * The whole text for stdout, with the last line end. Run by the shell it gives every variable its
   * value, byte for byte in UTF-8, and ends with status 0. Throws what {@link checked} throws, and
   * `bad-setting` for a value that the language cannot say.
   */
  say(statements: readonly Statement[]): string;
  /**
   * The text to print in place of {@link Shell.say}'s when the program failed: run by the shell it ends
   * with that status (1 to 255), so that `eval $(awsmfa env) || exit` works. `""` for a format, and for a
   * shell that sees the program's own status.
   */
  fail(status: number): string;
  /**
   * Only of a format that is read elsewhere or later: which of the statements it cannot say although they
   * matter there, by the names of their variables.
   */
  leaves?(statements: readonly Statement[]): readonly string[];
}

/**
 * A {@link Shell.say} of a line a statement.
 * @param line the statement without its line end, `undefined` where there is nothing to say of it
 */
export function linesOf(line: (statement: Statement) => string | undefined): Shell["say"] {
  return (statements) =>
    statements
      .map((statement) => {
        const text = line(checked(statement));
        return text === undefined ? "" : `${text}\n`;
      })
      .join("");
}

/**
 * The statement itself, once its name and value are found fit for an environment. Throws `bad-setting`
 * for a value with a NUL byte (it comes from the user's files; an environment variable ends there), and
 * a plain Error, a bug, for a name that is not `[A-Za-z_][A-Za-z0-9_]*`: names are ours.
 */
export function checked(statement: Statement): Statement {
  const name = "set" in statement ? statement.set : statement.unset;
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new Error(`not the name of a variable: ${JSON.stringify(name)}`);
  }
  if ("set" in statement && statement.value.includes("\0")) {
    throw new AwsmfaError(
      "bad-setting",
      `${name} cannot be exported: its value holds a NUL byte, which no environment can carry`,
      "take it out of the profile in your AWS config file, then type: awsmfa env",
    );
  }
  return statement;
}

/** The error of a value that a language cannot say. @param what as in `a line end` */
export function unsayable(name: string, language: string, what: string): AwsmfaError {
  return new AwsmfaError(
    "bad-setting",
    `${name} cannot be exported to ${language}: its value holds ${what}`,
    "use another shell or format: awsmfa env --shell json",
  );
}
