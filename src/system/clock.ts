/** The machine's clock. */
import { uptime } from "node:os";
import type { Clock } from "../ports.ts";

/** The clock that sleeps until the program is to end. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    uptime: () => uptime() * 1000,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
}
