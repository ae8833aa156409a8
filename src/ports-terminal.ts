/** Questions to the person at the terminal: types only, as in `ports.ts`. */

/** What every question has. */
interface Question {
  readonly message: string;
  /** Takes the question away when it aborts; it is answered `undefined` then. */
  readonly signal?: AbortSignal;
}

/** A line below a question, for what goes on beside it while it stands. */
export interface Below {
  /** Called when the question stands. @param show shows a line in place of the last one; `undefined` takes it away. @returns what ends it */
  watch(show: (line: string | undefined) => void): () => void;
}

/** A question that is answered by typing a line. */
export interface LineQuestion extends Question {
  /** Lines above the question, light on dark whatever the terminal is: a QR code. They go with it. */
  readonly picture?: readonly string[];
  /** What is wrong with the answer, shown at once, or `undefined` when it will do. */
  readonly check: (answer: string) => Promise<string | undefined>;
  /** For a line that is shown while it is typed. */
  readonly below?: Below;
}

/** A question that is answered by picking one of a list. */
export interface ListQuestion extends Question {
  /** Those that can be picked come first. */
  readonly choices: readonly {
    readonly value: string;
    readonly label: string;
    /** Why it is shown and cannot be picked. */
    readonly disabled?: string;
  }[];
}

/**
 * The controlling terminal, for questions only: `/dev/tty`, or `CONIN$` and `CONOUT$`, never stdin or
 * stdout. A person's Ctrl-C throws `interrupted`; Ctrl-D answers `undefined`.
 */
export interface Terminal {
  /** Why nobody can be asked, as the end of a sentence ("there is no terminal"), or `undefined`. */
  unusable(): Promise<string | undefined>;
  /** Whether nobody may be asked by other means either, such as a dialog window, nor waited for (`--no-input`). */
  readonly forbidden: boolean;
  line(question: LineQuestion): Promise<string | undefined>;
  /** A line that is not shown. */
  secret(question: LineQuestion): Promise<string | undefined>;
  pick(question: ListQuestion): Promise<string | undefined>;
  /** Asks yes or no; Enter alone is yes. @param signal as that of a {@link Question} */
  confirm(question: string, signal?: AbortSignal): Promise<boolean | undefined>;
  /** Whether a question was answered in this run: then somebody is there. */
  asked(): boolean;
}
