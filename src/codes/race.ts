/** Two sources side by side: one that asks somebody, and one that may have the code without typing. */
import type {
  CodeAnswer,
  CodePorts,
  CodeRequest,
  CodeSource,
  HadCode,
  NoCode,
} from "./code-source.ts";
import { type Notice, makeNotice } from "./notice.ts";

/** How long the question has to come up before the other source begins all the same, in milliseconds. */
const HEAD_START = 300;

/** How the race ended: with the code of the first that had one, or with why neither has. */
export type Raced =
  | { readonly answer: HadCode; readonly source: string }
  | { readonly answer?: never; readonly failures: readonly NoCode[] };

/**
 * Runs both until one has a code; the other is put away by then. That one fails ends nothing.
 * The question comes first: what the other does must not keep it waiting.
 * @param beside the source that does not type; it may put the question away for one of its own
 * @throws AwsmfaError `interrupted`, and what a source throws
 */
export async function race(
  beside: CodeSource,
  asking: CodeSource,
  request: CodeRequest,
  ports: CodePorts,
): Promise<Raced> {
  const notice = makeNotice(ports.output);
  const over = linked(request.signal);
  const unasked = new AbortController();
  let away = new AbortController();
  let question: Promise<unknown> = Promise.resolve();
  let aside: Promise<unknown> | undefined;

  /** Asks, and again each time that the question had to make room for another. */
  const ask = async (): Promise<CodeAnswer> => {
    for (;;) {
      away = linked(over.signal);
      const answer = asking.code(
        { ...request, notice, signal: away.signal, beside: beside.name },
        ports,
      );
      question = answer.catch(() => undefined);
      const had = await answer;
      if (had.code !== undefined) return had;
      if (aside !== undefined) await aside;
      else unasked.abort();
      if (unasked.signal.aborted || over.signal.aborted) return had;
    }
  };
  const inItsPlace = async <T>(other: () => Promise<T>): Promise<T | undefined> => {
    const act = async (): Promise<T | undefined> => {
      away.abort();
      await question;
      return over.signal.aborted ? undefined : other();
    };
    const asked = act();
    aside = asked.catch(() => undefined);
    try {
      return await asked;
    } finally {
      aside = undefined;
    }
  };

  let winner: Raced | undefined;
  const watched = async (source: CodeSource, tried: Promise<CodeAnswer>): Promise<CodeAnswer> => {
    try {
      const answer = await tried;
      if (answer.code !== undefined) {
        winner ??= { answer, source: source.name };
        over.abort();
      }
      return answer;
    } catch (error) {
      over.abort();
      throw error;
    }
  };
  const asked = watched(asking, ask());
  await Promise.race([notice.stands, asked.catch(() => undefined), ports.clock.sleep(HEAD_START)]);
  const other = (): Promise<CodeAnswer> =>
    beside.code(
      { ...request, notice, inItsPlace, unasked: unasked.signal, signal: over.signal },
      ports,
    );
  const tried = over.signal.aborted ? undefined : watched(beside, telling(other(), notice));
  const ended = await Promise.allSettled([...(tried === undefined ? [] : [tried]), asked]);
  notice.say(undefined);
  if (winner !== undefined) return winner;
  const failures = ended.flatMap((end) => {
    if (end.status === "rejected") throw end.reason;
    return end.value.code === undefined ? [end.value] : [];
  });
  return { failures };
}

/** Why there is no code stays below the question. */
async function telling(tried: Promise<CodeAnswer>, notice: Notice): Promise<CodeAnswer> {
  const answer = await tried;
  notice.say(answer.code === undefined ? answer.reason : undefined);
  return answer;
}

/** What can be aborted by itself, and aborts with the signal. */
function linked(signal: AbortSignal | undefined): AbortController {
  const controller = new AbortController();
  if (signal?.aborted) controller.abort();
  signal?.addEventListener("abort", () => controller.abort(), { once: true });
  return controller;
}
