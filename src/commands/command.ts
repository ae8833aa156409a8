/** The interface of a command: options in, steps, a value out; words for the value beside it. */
import type { ErrorCode } from "../errors.ts";
import type { Context, Paint } from "../ports.ts";

/** Options that every command takes. */
export interface CommonOptions {
  /** `--profile` */
  readonly profile?: string;
  /** `--json`: one JSON document on stdout in place of words. */
  readonly json: boolean;
}

/** What words need to know of where they are read. */
export interface View {
  /** Milliseconds since the epoch, by this machine's clock. */
  readonly now: number;
  /** Columns of the terminal on stdout. */
  readonly columns: number;
  readonly home: string;
  /** Colours for stdout, and for stderr. */
  readonly data: Paint;
  readonly news: Paint;
}

/** A result in words: text for stdout, lines for stderr; warnings come last, and in spite of `--quiet` and `--json`. */
export interface Told {
  readonly data?: string;
  readonly news?: readonly string[];
  readonly warnings?: readonly string[];
}

/** A command's module. */
export interface Command<Options, Result> {
  /** Does it. Prints nothing. @throws AwsmfaError */
  run(this: void, options: Options, context: Context): Promise<Result>;
  /** The result for a person. */
  words(this: void, result: Result, view: View): Told;
  /** The result for a program: a value for `JSON.stringify`; `undefined` where stdout is not ours. */
  json(this: void, result: Result): unknown;
  /**
   * What goes on when the result has been said, if anything does: a program that is run, an endpoint that stays.
   * @returns the exit status
   * @throws AwsmfaError
   */
  after?(this: void, result: Result, context: Context): Promise<number | ErrorCode>;
  /**
   * What stdout is told when the command failed, for whoever evaluates it; nothing if absent. Told from the
   * bare arguments, since they may be what is wrong.
   */
  failure?(this: void, words: readonly string[], status: number, context: Context): Promise<string>;
}
