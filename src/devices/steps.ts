/** A plan as a list of steps, carried out one after the other, and taken back where one fails. */
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";

/** A step of a plan. */
export interface Step {
  /** For programs and tests: `create`. */
  readonly name: string;
  /** What it does, as the end of “this would”. */
  readonly words: string;
  /** Whether somebody is asked in it: then nothing waits for its end. */
  readonly asks?: boolean;
  act(): Promise<unknown>;
  /** Takes back what it did, also where it failed halfway; nothing where there is nothing to take back. */
  undo?(): Promise<unknown>;
}

/** What a test may put in after a step. */
export type After = (step: string) => unknown;

/** How long a step that a signal interrupts may go on before it is taken back, in milliseconds. */
const GRACE = 3000;

/**
 * Carries steps out. Where one throws (Ctrl-C at a question too) it and those before it are taken back, the
 * last one first; so they are when a signal ends the program.
 * @throws AwsmfaError what the step threw
 */
export async function carryOut(
  steps: readonly Step[],
  ports: Pick<Context, "endings" | "clock" | "output" | "debug">,
  after: After = () => undefined,
): Promise<void> {
  const begun: Step[] = [];
  let current: Promise<unknown> = Promise.resolve();
  let taking: Promise<void> | undefined;
  const takeBack = (): Promise<void> => (taking ??= undone(begun, ports));
  const ending = async (): Promise<void> => {
    const asking = begun.at(-1)?.asks === true;
    const over = current.catch(() => undefined);
    if (!asking) await Promise.race([over, ports.clock.sleep(GRACE)]);
    await takeBack();
  };
  ports.endings.add(ending);
  try {
    for (const step of steps) {
      // A signal came: what is begun now would not be taken back.
      if (taking !== undefined) throw new AwsmfaError("interrupted", "interrupted");
      begun.push(step);
      ports.debug(`step: ${step.name}`);
      current = step.act();
      await current;
      await after(step.name);
    }
  } catch (error) {
    await takeBack();
    throw error;
  } finally {
    ports.endings.delete(ending);
  }
}

/** What cannot be taken back is said and keeps nothing else from it. */
async function undone(
  begun: readonly Step[],
  { output, debug }: Pick<Context, "output" | "debug">,
): Promise<void> {
  for (const step of begun.toReversed())
    try {
      await step.undo?.();
    } catch (error) {
      debug(`taking back ${step.name} failed`);
      if (error instanceof AwsmfaError) output.warn(`awsmfa: not taken back: ${error.message}`);
    }
}
