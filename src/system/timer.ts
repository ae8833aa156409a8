/** The port {@link Timer}. */
import type { Timer } from "../ports-process.ts";

/** Node's timer, which counts by a clock that nobody sets. */
export const systemTimer: Timer = (milliseconds, act) => {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
};
