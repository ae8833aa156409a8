/**
 * Limits of time for whoever is started by a program that waits, an SDK: a question is taken away when it is
 * late, and all of it ends in time, with words. Nothing that a person has to read goes to stderr, which an SDK
 * keeps to itself: it is said with the next question.
 */
import { AwsmfaError, type ErrorCode } from "../errors.ts";
import type { Context, Output } from "../ports.ts";
import type { Run } from "../ports-run.ts";
import type { Terminal } from "../ports-terminal.ts";

/** Milliseconds. The AWS SDK for Go ends a `credential_process` after a minute (aws-sdk-go-v2, `DefaultTimeout`); starting Node is not counted. */
export const LIMIT = { question: 20_000, all: 45_000, renewal: 15_000 } as const;

/** A context with limits. */
export interface Limited {
  readonly context: Context;
  /**
   * What the work comes to, if it does in time.
   * @throws AwsmfaError `no-code` where it does not; what {@link Limited.explained} throws
   */
  within<T>(work: Promise<T>): Promise<T>;
  /**
   * What the work comes to.
   * @throws AwsmfaError `no-code` where a question was not answered in time; what the work throws
   */
  explained<T>(work: Promise<T>): Promise<T>;
}

/** Whether the last question was taken away since nobody answered it. */
interface State {
  unanswered: boolean;
}

/** Puts the limits on a context; the time of all of it is counted from {@link Limited.within}. */
export function limited(context: Context): Limited {
  const state: State = { unanswered: false };
  const remarks: string[] = [];
  const explained = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw inTime(error, state);
    });
  return {
    explained,
    context: {
      ...context,
      terminal: limitedTerminal(context, remarks, state),
      output: withRemarks(context.output, remarks),
      run: async () => limitedRun(await context.run(), state),
    },
    async within(work) {
      let stop = (): void => undefined;
      const late = new Promise<never>((_resolve, reject) => {
        stop = context.timer(LIMIT.all, () => reject(tooLate()));
      });
      try {
        return await Promise.race([explained(work), late]);
      } finally {
        stop();
      }
    },
  };
}

function limitedTerminal({ terminal, timer }: Context, remarks: string[], state: State): Terminal {
  const ask = async <T>(
    signal: AbortSignal | undefined,
    put: (signal: AbortSignal) => Promise<T | undefined>,
  ): Promise<T | undefined> => {
    const over = new AbortController();
    const takeAway = (): void => over.abort();
    state.unanswered = false;
    const stop = timer(LIMIT.question, () => {
      state.unanswered = true;
      takeAway();
    });
    signal?.addEventListener("abort", takeAway, { once: true });
    if (signal?.aborted === true) takeAway();
    try {
      return await put(over.signal);
    } finally {
      stop();
      signal?.removeEventListener("abort", takeAway);
    }
  };
  const told = (message: string): string => [...remarks.splice(0), message].join("\n");
  return {
    forbidden: terminal.forbidden,
    unusable: () => terminal.unusable(),
    line: (question) =>
      ask(question.signal, (signal) =>
        terminal.line({ ...question, message: told(question.message), signal }),
      ),
    secret: (question) =>
      ask(question.signal, (signal) =>
        terminal.secret({ ...question, message: told(question.message), signal }),
      ),
    pick: (question) =>
      ask(question.signal, (signal) =>
        terminal.pick({ ...question, message: told(question.message), signal }),
      ),
    confirm: (question, signal) => ask(signal, (taken) => terminal.confirm(told(question), taken)),
    // What may be offered to somebody who is there would keep the program that waits.
    asked: () => false,
  };
}

/** A program that is run may ask somebody too. */
function limitedRun(run: Run, state: State): Run {
  return async (invocation) => {
    state.unanswered = false;
    const limit = Math.min(invocation.limit, LIMIT.question);
    const ended = await run({ ...invocation, limit });
    state.unanswered = ended.why === "limit";
    return ended;
  };
}

function withRemarks(output: Output, remarks: string[]): Output {
  if (output.newsIsTerminal) return output;
  const keep = (line: string): void => void remarks.push(line);
  return { ...output, news: keep, warn: keep };
}

/** What comes of a question that nobody answers; the rest has reasons of its own. */
const UNANSWERED: readonly ErrorCode[] = ["no-code", "several-devices", "store-unusable"];

function inTime(error: unknown, { unanswered }: State): unknown {
  if (!(error instanceof AwsmfaError && unanswered && UNANSWERED.includes(error.code)))
    return error;
  const seconds = LIMIT.question / 1000;
  return new AwsmfaError("no-code", `no answer came within ${seconds} s`, error.hint);
}

function tooLate(): AwsmfaError {
  const seconds = LIMIT.all / 1000;
  return new AwsmfaError(
    "no-code",
    `there is no session after ${seconds} s, and an SDK does not wait much longer`,
    "log in by hand: awsmfa login",
  );
}
