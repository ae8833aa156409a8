/** What a run needs of timers, of other runs and of the program's own place: types only, as in `ports.ts`. */

/** Calls something once, so many milliseconds from now, whatever the clock is set to. @returns takes it back */
export type Timer = (milliseconds: number, act: () => void) => () => void;

/** A turn that was taken, or who has it. */
export type Taken =
  | {
      readonly mine: true;
      /** Lets the next one have it; never throws. @param note for those who waited, why it was in vain; no secret */
      giveBack(note?: string): void;
    }
  | { readonly mine: false; readonly holder: string };

/** What somebody left who gave a turn back in vain. */
export interface Note {
  readonly holder: string;
  readonly text: string;
  /** How long ago, in milliseconds. */
  readonly age: number;
}

/**
 * Turns between processes, by the path of a file that need not be there: one does at a time what others then
 * need not do. It is no lock: who is gone or stopped loses the turn, and where nothing can be written
 * everybody has it. Nothing throws.
 */
export interface Turns {
  take(path: string): Taken;
  /** The note of the last one who gave the turn back, if it was in vain. */
  note(path: string): Note | undefined;
}

/** How this program is started: absolute paths that outlive an upgrade of it, as far as there are such. */
export interface Program {
  readonly node: string;
  readonly script: string;
}

/** The part of the context that is about processes. What is dear to load is a function that loads it. */
export interface ProcessPorts {
  readonly timer: Timer;
  readonly turns: () => Promise<Turns>;
  readonly program: () => Promise<Program>;
  /** The user's number; 0 on Windows, which has none. */
  readonly userId: number;
}
