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
    signal?.addEventListener("abort", () => resolve(), { once: true });
    void clock.sleep(milliseconds).then(resolve);
  });
}
