/** One of several processes does what they all need, and the others take what comes of it. */
import { AwsmfaError, type ErrorCode } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { Taken, Turns } from "../ports-process.ts";
import { parsedJson } from "../words/json-text.ts";

/** How often it is looked whose turn it is, in milliseconds; every so many times also whether there is something. */
const POLL = 150;
const LOOK = 10;

/** Failures that are this process's own: another one may have a terminal, or other options. */
const OWN: readonly ErrorCode[] = [
  "no-terminal",
  "several-devices",
  "no-profile",
  "usage",
  "terminal-gone",
  "recursion",
  "internal",
];

/** What is to be had, and how. */
export interface Shared<T> {
  /** Whose turn it is, by the path of a file that need not be there. */
  readonly path: string;
  /** What is there already, perhaps by another process. */
  readonly look: () => Promise<T | undefined>;
  readonly act: () => Promise<T>;
}

/**
 * Takes what is there, acts when it is this process's turn, or waits for what another one gets. Whoever had
 * the turn in vain is not followed by the others that waited: a person is asked once.
 * @throws AwsmfaError what `look` and `act` throw; `no-code` where another process tried in vain
 */
export async function shared<T>(
  { path, look, act }: Shared<T>,
  { turns: load, clock, debug }: Pick<Context, "turns" | "clock" | "debug">,
): Promise<T> {
  const turns = await load();
  let seen = "";
  for (let time = 0; ; time += 1) {
    // A login elsewhere takes no turn.
    const there = time % LOOK === 0 ? await look() : undefined;
    if (there !== undefined) return there;
    const note = turns.note(path);
    if (note !== undefined && note.holder === seen) throw inVain(note.text);
    const taken = turns.take(path);
    // Between the look and the turn it may have come.
    if (taken.mine) return inTurn(taken, async () => (await look()) ?? (await orThere(act, look)));
    if (taken.holder !== seen) debug(`another process is at it: ${taken.holder}`);
    seen = taken.holder;
    await clock.sleep(POLL);
  }
}

/** Who was stopped, and so lost the turn, does not fail where another one has got it meanwhile. */
async function orThere<T>(act: () => Promise<T>, look: Shared<T>["look"]): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const there = isInterrupted(error) ? undefined : await look();
    if (there === undefined) throw error;
    return there;
  }
}

function isInterrupted(error: unknown): boolean {
  return error instanceof AwsmfaError && error.code === "interrupted";
}

/** As {@link shared}, for what can wait: nothing where it is another's turn. @throws AwsmfaError what `act` throws */
export async function ifFree<T>(
  path: string,
  act: () => Promise<T>,
  turns: Turns,
): Promise<T | undefined> {
  const taken = turns.take(path);
  return taken.mine ? inTurn(taken, act) : undefined;
}

async function inTurn<T>(taken: Extract<Taken, { mine: true }>, act: () => Promise<T>): Promise<T> {
  try {
    const result = await act();
    taken.giveBack();
    return result;
  } catch (error) {
    taken.giveBack(noteOn(error));
    throw error;
  }
}

function noteOn(error: unknown): string | undefined {
  if (!(error instanceof AwsmfaError) || OWN.includes(error.code)) return undefined;
  return JSON.stringify([error.message, error.hint ?? null]);
}

function inVain(note: string): AwsmfaError {
  const [message, hint] = (parsedJson(note) as [string, string | null] | undefined) ?? ["", null];
  return new AwsmfaError(
    "no-code",
    `another process tried at the same time: ${message}`,
    hint ?? undefined,
  );
}
