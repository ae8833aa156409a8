/** Waits that end early. */
import type { Clock } from "../ports.ts";

/** Waits so many milliseconds, or until one of the signals aborts. Nothing of it is left on them: they may see many waits. */
export function pause(
  milliseconds: number,
  clock: Pick<Clock, "sleep">,
  ...over: readonly (AbortSignal | undefined)[]
): Promise<void> {
  return new Promise((resolve) => {
    // A countdown waits again and again for one signal, and Node warns on stderr from eleven listeners on.
    const end = (): void => {
      for (const signal of over) signal?.removeEventListener("abort", end);
      resolve();
    };
    if (over.some((signal) => signal?.aborted)) return end();
    for (const signal of over) signal?.addEventListener("abort", end);
    void clock.sleep(milliseconds).then(end);
  });
}
