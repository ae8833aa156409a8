/** Waits that end early. */
import type { Clock } from "../ports.ts";

/** Waits so many milliseconds, or until the signal aborts. */
export function pause(
  milliseconds: number,
  clock: Pick<Clock, "sleep">,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = (): void => {
      // A countdown waits again and again for one signal, and Node warns on stderr from eleven listeners on.
      signal?.removeEventListener("abort", end);
      resolve();
    };
    signal?.addEventListener("abort", end);
    void clock.sleep(milliseconds).then(end);
  });
}
