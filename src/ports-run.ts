/** Programs that are run: types only, as in `ports.ts`. */

/** A program to run to its end. */
export interface Invocation {
  /** A program and its arguments; a text is a line for the platform's shell (`/bin/sh -c`, `cmd /d /s /c`). No secrets: others can see it. */
  readonly command: readonly [file: string, ...words: string[]] | string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What it reads on standard input, where secrets belong; nothing if absent. Ours is never handed on. */
  readonly stdin?: string;
  /** For a dialogue instead: told each line that it prints, without its end; what it gives back is written to standard input, which stays open until the program ends. */
  readonly reply?: (line: string) => string | undefined;
  /** `ours`: it goes where ours goes. */
  readonly stderr: "ours" | "collected" | "dropped";
  /** Told each line of a collected stderr as soon as it is whole, without its end. */
  readonly told?: (line: string) => void;
  /** Whether it may ask on the controlling terminal; else it gets a session without one (setsid(2)). */
  readonly mayAsk: boolean;
  /** After so many milliseconds it is ended. */
  readonly limit: number;
  /** Ends it when it aborts. */
  readonly signal?: AbortSignal;
}

/** How a program ended. */
export interface Ended {
  /** `missing`: it could not be started; `overflow`: it printed more than 1 MiB, and was ended. */
  readonly why: "itself" | "limit" | "cancelled" | "missing" | "overflow";
  /** The exit status, or `undefined` where it has none. */
  readonly status: number | undefined;
  /** The signal that ended it, such as `SIGKILL`. */
  readonly killedBy: string | undefined;
  /** What it printed, as UTF-8. */
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs programs. Whoever has been ended by us (limit, abort, a signal that ends us) is gone with all that it
 * started, asked by SIGTERM first, killed a second later; and the terminal is as it was before. What a program
 * that ended by itself leaves behind is let be: it may be a daemon.
 */
export type Run = (invocation: Invocation) => Promise<Ended>;
