/** A program that takes our place: types only, as in `ports.ts`. */

/** A program to hand over to. */
export interface HandOver {
  /** Its name or path, and its arguments. */
  readonly command: readonly [file: string, ...words: string[]];
  /** The whole of its environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Why a program cannot be started: a reason is as the system names it (`EACCES`). */
export interface Unstarted {
  readonly why: "missing" | "not-executable";
  readonly reason: string;
}

/** How it ended, or why it could not be started. */
export type HandedOver =
  | { readonly why: "ended"; readonly status: number }
  | { readonly why: "killed"; readonly signal: string; readonly status: number }
  | Unstarted;

/**
 * Runs a program as if whoever started us had: with our descriptors, in our process group, with our terminal.
 * Signals that we get are its signals until it has ended; if it stops, so do we. If it was killed, the modes of the terminal
 * are put back.
 */
export type Exec = (handOver: HandOver) => Promise<HandedOver>;
