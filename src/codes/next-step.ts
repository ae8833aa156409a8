/** The wait for the next code where the one of this time step was used. */
import { secondsLeft, stepAt } from "../secrets/totp-secret.ts";
import type { CodePorts } from "./code-source.ts";
import { pause } from "./pause.ts";

/** The wait of one source. */
export interface StepWait {
  /** The clock that the codes go by, milliseconds since the epoch. */
  readonly now: () => number;
  /** How long a step is, in seconds. */
  readonly period: number;
  /** Shows a line in place of the last one. */
  readonly say: (line: string) => void;
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined;
}

/** Waits for the turn of the step, and says so in the meantime: with the seconds left, or once where that is not seen. */
export async function untilNextStep(
  { now, period, say, signal }: StepWait,
  { clock, output }: Pick<CodePorts, "clock" | "output">,
): Promise<void> {
  const step = stepAt({ period }, now());
  let told = output.newsIsTerminal;
  for (;;) {
    const time = now();
    if (stepAt({ period }, time) !== step || signal?.aborted === true) return;
    const wait = `this code was used; the next one in ${secondsLeft({ period }, time)} s`;
    say(wait);
    if (!told) output.news(`awsmfa: ${wait}`);
    told = true;
    await pause(1000 - (time % 1000), clock, signal);
  }
}
